package app.culver.client.membership;

/** A change that the rules do not allow, or that was signed over another state of the group. */
public final class NotFollowingException extends RuntimeException {

  /** @param message why, beginning with "it", for a log */
  NotFollowingException(String message) {
    super(message, null, false, false);
  }
}
