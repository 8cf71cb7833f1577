package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "block")
final class BlockCommand extends SessionCommand {
  @Parameters(paramLabel = "PEER") private String peer;

  BlockCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var account = session.peers().find(peer).id();
    if (account.equals(session.self())) {
      throw new Failure(ExitCode.USAGE, "That is you.", "");
    }
    session.client().block(account);
    return ExitCode.DONE;
  }
}
