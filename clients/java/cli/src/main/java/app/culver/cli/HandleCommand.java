package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "handle")
final class HandleCommand extends SessionCommand {
  @Parameters(arity = "0..1", paramLabel = "HANDLE") private String handle;

  @Option(names = "--remove") private boolean remove;

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
