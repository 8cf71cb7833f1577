package app.culver.cli;

import app.culver.client.Verification;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "verify")
final class VerifyCommand extends SessionCommand {
  @Parameters(paramLabel = "PEER") private String peer;

  @ArgGroup private Choice choice = new Choice();

  static final class Choice {
    @Option(names = "--matches", paramLabel = "NUMBER") private String number;

    @Option(names = "--unmark") private boolean unmark;
  }

  VerifyCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var account = session.peers().find(peer).id();
    if (account.equals(session.self())) {
      throw new Failure(ExitCode.USAGE, "That is you.", "See your own devices: culver devices");
    }
    Verification verification;
    try (var _ = session.waiting("Fetching keys")) {
      verification = session.client().verification(account);
    }
    if (choice.unmark) {
      session.client().unmarkVerified(account);
    } else if (choice.number != null) {
      compare(session, verification, choice.number.replaceAll("\\s", ""));
    } else {
      return show(session, verification);
    }
    session.view().verification(session.client().verification(account));
    return ExitCode.DONE;
  }

  private static void compare(Session session, Verification verification, String number) {
    if (!number.equals(verification.safetyNumber())) {
      throw new Failure(ExitCode.REFUSED, "The numbers differ: somebody may be in between, or a device is new.",
          "Let both of you fetch the number anew, and compare again. Do not trust this conversation meanwhile.");
    }
    session.client().markVerified(verification.account(), number);
  }

  private static int show(Session session, Verification verification) {
    session.view().verification(verification);
    var asks = session.context().console().isInteractive() && !session.context().options().json();
    if (asks && !verification.verified()
        && session.context().console().confirm("Does the other one see the same number?", "--matches")) {
      session.client().markVerified(verification.account(), verification.safetyNumber());
      session.note("Marked as verified.");
    }
    return ExitCode.DONE;
  }
}
