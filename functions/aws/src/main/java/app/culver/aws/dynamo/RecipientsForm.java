package app.culver.aws.dynamo;

import app.culver.core.Bytes;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Recipient;
import app.culver.core.log.SealedKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An envelope's recipients in one binary attribute: for each account its 16 bytes and the number of its devices in one
 * byte, then for each device its 16 bytes and the 113 of its sealed key. As lists and maps they would take half as much
 * again, and cost a second write unit.
 */
final class RecipientsForm {

  private RecipientsForm() {}

  static Bytes write(List<Recipient> recipients) {
    var out = new ByteArrayOutputStream();
    for (Recipient recipient : recipients) {
      out.writeBytes(recipient.account().bytes());
      out.write(recipient.devices().size());
      for (Recipient.Device device : recipient.devices()) {
        out.writeBytes(device.device().bytes());
        out.writeBytes(device.sealed().bytes().toArray());
      }
    }
    return Bytes.of(out.toByteArray());
  }

  static List<Recipient> read(Bytes bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
    List<Recipient> recipients = new ArrayList<>();
    while (in.hasRemaining()) {
      AccountId account = AccountId.of(take(in, Identifier.BYTES));
      int count = Byte.toUnsignedInt(in.get());
      List<Recipient.Device> devices = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        devices.add(new Recipient.Device(DeviceId.of(take(in, Identifier.BYTES)),
            new SealedKey(Bytes.of(take(in, SealedKey.SIZE)))));
      }
      recipients.add(new Recipient(account, devices));
    }
    return recipients;
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
