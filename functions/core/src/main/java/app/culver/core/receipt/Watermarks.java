package app.culver.core.receipt;

/** Up to where entries have arrived and up to where they were read; 0 for none. What was read has arrived. */
public record Watermarks(long delivered, long read) {
  public static final Watermarks NONE = new Watermarks(0, 0);

  public Watermarks {
    delivered = Math.max(delivered, read);
  }

  /** The greater of each. */
  public Watermarks and(Watermarks other) {
    return new Watermarks(Math.max(delivered, other.delivered), Math.max(read, other.read));
  }
}
