package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "profile")
final class ProfileCommand extends SessionCommand {
  @Option(names = "--name", paramLabel = "NAME") private String name;

  ProfileCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    if (name != null) {
      session.client().setName(name);
    }
    session.view().account(session.client().account());
    return ExitCode.DONE;
  }
}
