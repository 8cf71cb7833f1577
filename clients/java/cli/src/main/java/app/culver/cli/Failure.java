package app.culver.cli;

/** Why a command ends without having done its work: in words for the person who typed it, with what to do next. */
final class Failure extends RuntimeException {
  private final int exitCode;
  private final String advice;

  /** @param advice one sentence or command that helps; empty for none */
  Failure(int exitCode, String message, String advice) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  int exitCode() {
    return exitCode;
  }

  String advice() {
    return advice;
  }
}
