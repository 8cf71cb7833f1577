package app.culver.core.log;

import app.culver.core.refusal.FaultException;

/** The bounds of positions: what JSON numbers carry exactly in every language (RFC 8259, section 6). */
public final class Position {
  public static final long GREATEST = (1L << 53) - 1;

  private Position() {}

  /**
   * Refuses what cannot be a position.
   *
   * @param pointer where it stands in the value under construction
   * @throws FaultException if it is below the least or above {@link #GREATEST}
   */
  public static void check(String pointer, long value, long least) {
    if (value < least || value > GREATEST) {
      throw new FaultException(pointer, "must be an integer from " + least + " to " + GREATEST);
    }
  }
}
