package app.culver.local.gateway.socket;

import java.util.ArrayList;
import java.util.List;

/** Cuts a message into frames of at most 32 KiB of UTF-8. */
final class Frames {
  private Frames() {}

  /** The frames in their order, at least one; characters stay whole. */
  static List<String> of(String message) {
    var frames = new ArrayList<String>();
    int begin = 0;
    int bytes = 0;
    for (int i = 0; i < message.length(); i += Character.charCount(message.codePointAt(i))) {
      var more = bytes(message.codePointAt(i));
      if (bytes + more > SocketGateway.MAX_FRAME_BYTES) {
        frames.add(message.substring(begin, i));
        begin = i;
        bytes = 0;
      }
      bytes += more;
    }
    frames.add(message.substring(begin));
    return frames;
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
