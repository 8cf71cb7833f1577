package app.culver.aws.gateway;

/** A frame's {@code action} names no route. */
final class UnknownActionException extends RuntimeException {
  UnknownActionException() {
    super("unknown action", null, false, false);
  }
}
