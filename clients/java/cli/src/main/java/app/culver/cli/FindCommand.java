package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "find")
final class FindCommand extends SessionCommand {
  @Parameters(paramLabel = "PEER") private String peer;

  FindCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    try (var _ = session.waiting("Looking")) {
      session.view().contact(session.peers().find(peer));
    }
    return ExitCode.DONE;
  }
}
