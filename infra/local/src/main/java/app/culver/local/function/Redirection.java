package app.culver.local.function;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Turns {@code System.getenv}, {@code System.out} and {@code System.err} of a class to the function's surroundings. Only
 * the constant pool changes: members of {@code System} become members of a class that has the same ones.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.4">The constant pool</a>
 */
final class Redirection {
  private static final String FROM = "java/lang/System";
  private static final String TO = "app/culver/local/inside/Surroundings";
  private static final int POOL = 8;
  private static final byte UTF8 = 1;
  private static final byte CLASS = 7;

  private final byte[] original;
  private final int[] entries;
  private final int end;

  private Redirection(byte[] original) {
    this.original = original;
    this.entries = new int[unsigned(POOL)];
    this.end = index();
  }

  /** The same class, turned; the given bytes themselves if there is nothing to turn. */
  static byte[] apply(byte[] original) {
    return new Redirection(original).redirected();
  }

  private byte[] redirected() {
    var count = entries.length;
    // Two entries more: the name, and the class of that name.
    if (count > 0xFFFF - 2) {
      return original;
    }
    var turned = original.clone();
    var found = false;
    for (var at : entries) {
      if (at > 0 && isMember(at) && text(unsigned(entries[unsigned(at + 1)] + 1)).equals(FROM) && isTurned(at)) {
        turned[at + 1] = (byte) (count + 1 >> 8);
        turned[at + 2] = (byte) (count + 1);
        found = true;
      }
    }
    return found ? withTarget(turned, count) : original;
  }

  private byte[] withTarget(byte[] turned, int count) {
    try {
      var bytes = new ByteArrayOutputStream(turned.length + TO.length() + 6);
      var out = new DataOutputStream(bytes);
      out.write(turned, 0, POOL);
      out.writeShort(count + 2);
      out.write(turned, POOL + 2, end - POOL - 2);
      out.writeByte(UTF8);
      out.writeUTF(TO);
      out.writeByte(CLASS);
      out.writeShort(count);
      out.write(turned, end, turned.length - end);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private boolean isMember(int at) {
    return original[at] == 9 || original[at] == 10;
  }

  private boolean isTurned(int at) {
    var name = text(unsigned(entries[unsigned(at + 3)] + 1));
    return original[at] == 9 ? name.equals("out") || name.equals("err") : name.equals("getenv");
  }

  /** Notes where each entry begins; the end of the pool. */
  private int index() {
    var at = POOL + 2;
    for (int i = 1; i < entries.length; i++) {
      entries[i] = at;
      at += switch (original[at]) {
        case UTF8 -> 3 + unsigned(at + 1);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
        // These take two places in the table.
        case 5, 6 -> {
          i++;
          yield 9;
        }
        case CLASS, 8, 16, 19, 20 -> 3;
        case 15 -> 4;
        default -> throw new IllegalArgumentException("not a class file: constant of kind " + original[at]);
      };
    }
    return at;
  }

  private String text(int entry) {
    var at = entries[entry] + 1;
    try (var in = new DataInputStream(new ByteArrayInputStream(original, at, 2 + unsigned(at)))) {
      return in.readUTF();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private int unsigned(int at) {
    return (original[at] & 0xFF) << 8 | original[at + 1] & 0xFF;
  }
}
