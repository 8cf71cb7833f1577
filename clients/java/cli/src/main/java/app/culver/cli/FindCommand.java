package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "find", description = "Look someone up.", footer = {"", "Examples:", "  culver find @bob",
    "  culver find +4915187654321", "  culver find bob && echo bob is here"})
final class FindCommand extends SessionCommand {
  @Parameters(paramLabel = "PEER", description = Peers.SYNTAX) private String peer;

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
