package app.culver.cli;

import java.util.concurrent.Callable;

/** A command for someone who is signed in. */
abstract class SessionCommand implements Callable<Integer> {
  private final Context context;

  SessionCommand(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() {
    try (var session = context.open()) {
      var code = run(session);
      if (drains()) {
        session.drain();
      }
      return code;
    }
  }

  /** Whether what waits to be sent is sent before the command ends. */
  boolean drains() {
    return true;
  }

  /** Does the work. Answers an {@link ExitCode}. */
  abstract int run(Session session);
}
