package app.culver.acceptance.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.acceptance.support.RawDevice;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Sends a text as one frame, however long: the JDK's client would cut it (RFC 6455, section 5.2). */
final class OneFrame {
  private static final int FINAL_TEXT = 0x81;
  private static final int CLOSE = 8;
  private static final int MASKED_LONG = 0xff;

  private OneFrame() {}

  /** The code that the other side closes with. */
  static int closeCode(RawDevice device, String text) {
    var address = device.settings().socket();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      out.write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
          + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer " + device.accessToken() + "\r\n\r\n")
          .getBytes(UTF_8));
      readHead(in);
      var payload = text.getBytes(UTF_8);
      var frame = new ByteArrayOutputStream();
      var head = new DataOutputStream(frame);
      head.writeByte(FINAL_TEXT);
      head.writeByte(MASKED_LONG);
      head.writeLong(payload.length);
      // A mask of zeros leaves the payload as it is.
      head.writeInt(0);
      head.write(payload);
      out.write(frame.toByteArray());
      return readClose(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void readHead(DataInputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new AssertionError(head.toString());
    }
  }

  private static int readClose(DataInputStream in) throws IOException {
    while (true) {
      var opcode = in.readUnsignedByte() & 0xf;
      var length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      }
      var payload = new byte[length];
      in.readFully(payload);
      if (opcode == CLOSE) {
        return length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
      }
    }
  }
}
