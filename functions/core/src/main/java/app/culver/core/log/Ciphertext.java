package app.culver.core.log;

import app.culver.core.Bytes;

/** What an envelope carries: its content, padded and encrypted, and the tag. */
public record Ciphertext(Bytes bytes) {
  /** The tag and one byte more. */
  public static final int LEAST = 17;

  public static final int MOST = 65_536;

  /** @throws IllegalArgumentException if it is shorter or longer than that */
  public Ciphertext {
    if (bytes.size() < LEAST || bytes.size() > MOST) {
      throw new IllegalArgumentException("must be ciphertext: 17 to 65,536 bytes");
    }
  }
}
