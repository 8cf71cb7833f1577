package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "handle", description = "Show, choose or give up the handle that anybody can find you by.", footer = {
    "", "Examples:", "  culver handle", "  culver handle alice", "  culver handle --remove"})
final class HandleCommand extends SessionCommand {
  @Parameters(arity = "0..1", paramLabel = "HANDLE", description = "3 to 30 of a-z, 0-9 and _, first a letter.") private String handle;

  @Option(names = "--remove", description = "Give the handle up: then anybody may take it.") private boolean remove;

  HandleCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    if (remove && handle != null) {
      throw new Failure(ExitCode.USAGE, "Either a new handle or --remove.", "");
    }
    if (remove) {
      session.client().removeHandle();
    } else if (handle != null) {
      session.client().setHandle(handle);
    }
    session.view().account(session.client().account());
    return ExitCode.DONE;
  }
}
