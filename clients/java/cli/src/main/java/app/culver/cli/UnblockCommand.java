package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "unblock")
final class UnblockCommand extends SessionCommand {
  @Parameters(paramLabel = "PEER") private String peer;

  UnblockCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    session.client().unblock(session.peers().find(peer).id());
    return ExitCode.DONE;
  }
}
