package app.culver.core.refusal;

/**
 * Thrown by the constructor of a value whose part breaks a rule. The message is fit for the caller's eyes and does not
 * quote the input; the pointer (RFC 6901) names the part, relative to the value.
 */
public final class FaultException extends IllegalArgumentException {
  private final String pointer;

  public FaultException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** Such as {@code /recipients/1/devices}, relative to the value. */
  public String pointer() {
    return pointer;
  }
}
