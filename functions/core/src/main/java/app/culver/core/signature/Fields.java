package app.culver.core.signature;

import app.culver.core.Bytes;
import app.culver.core.identifier.Identifier;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The one encoding of what is signed or hashed: a label of the purpose and then each field, all of them as a 4-byte
 * big-endian length and the bytes. Text is UTF-8, an identifier its 16 bytes, an integer 8 bytes, big-endian. Two
 * different sequences never have the same bytes.
 */
public final class Fields {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private Fields() {}

  /** Begins with the label of the purpose, such as {@code culver membership v1}. */
  public static Fields of(String domain) {
    return new Fields().add(domain);
  }

  public Fields add(byte[] field) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    out.writeBytes(field);
    return this;
  }

  public Fields add(Bytes field) {
    return add(field.toArray());
  }

  public Fields add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  public Fields add(Identifier field) {
    return add(field.bytes());
  }

  public Fields add(long field) {
    return add(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
  }

  /** The SHA-256 hash of everything added so far. */
  public byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Everything added so far. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
