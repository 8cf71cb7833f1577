package app.culver.core.refusal;

/**
 * Carries a {@link Refusal} to the edge. It has no stack trace: a refusal is an answer, not a fault. What has a cause was
 * refused because something is out of order, which its operator should hear of.
 */
public final class RefusedException extends RuntimeException {
  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    this(refusal, null);
  }

  RefusedException(Refusal refusal, Throwable cause) {
    super(refusal.getClass().getSimpleName(), cause, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
