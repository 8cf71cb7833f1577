package app.culver.local.gateway.socket;

/** The close codes of the gateway's own. */
final class CloseCode {
  /** What {@code DeleteConnection} leads to (seen on AWS: https://github.com/boto/boto3/issues/3789). */
  static final int NORMAL = 1000;
  /** Idle for ten minutes, or two hours old. */
  static final int GOING_AWAY = 1001;
  /** A binary message came in. */
  static final int UNSUPPORTED = 1003;

  private CloseCode() {}

  /** The reason that {@code $disconnect} gets, in the words that were seen on AWS where they were. */
  static String reason(int status, String given) {
    if (given != null && !given.isEmpty()) {
      return given;
    }
    return switch (status) {
      case NORMAL -> "Connection Closed Normally";
      case GOING_AWAY -> "Going away";
      case 1005 -> "Client-side close frame status not set";
      default -> "";
    };
  }
}
