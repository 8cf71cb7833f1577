package app.culver.cli;

/** What the process tells its caller. Documented in the help and in the README of this module. */
final class ExitCode {
  static final int DONE = 0;
  /** A fault of the program or of the server. */
  static final int FAULT = 1;
  /** The command line, or something on it, cannot be meant so. */
  static final int USAGE = 2;
  static final int NOT_SIGNED_IN = 3;
  static final int NOT_REACHED = 4;
  /** Nobody or nothing by that name, or more than one. */
  static final int NOT_FOUND = 5;
  /** The server or the identity provider said no. */
  static final int REFUSED = 6;
  /** Not within the time given; the message stays in the outbox. */
  static final int NOT_IN_TIME = 7;
  /** Another process uses the profile, or another connection took over. */
  static final int IN_USE = 8;
  /** The profile does not open: passphrase, damage, another deployment. */
  static final int PROFILE = 9;

  private ExitCode() {}
}
