package app.culver.client.crypto;

import app.culver.client.identifier.Identifier;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Length-prefixed fields under a domain label: what is signed, hashed or authenticated. Each field, the label first, is
 * its length as four bytes, big-endian, and its bytes; so no two lists of fields have the same encoding.
 */
final class Fields {
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

  private Fields(String domain) {
    text(domain);
  }

  static Fields of(String domain) {
    return new Fields(domain);
  }

  /** Appends text as UTF-8. */
  Fields text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends the 16 bytes of an identifier. */
  Fields id(Identifier identifier) {
    return bytes(identifier.bytes());
  }

  /** Appends eight bytes, big-endian. */
  Fields integer(long value) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  Fields key(P256PublicKey key) {
    return bytes(key.bytes());
  }

  Fields bytes(byte[] field) {
    encoded.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    encoded.writeBytes(field);
    return this;
  }

  byte[] encode() {
    return encoded.toByteArray();
  }
}
