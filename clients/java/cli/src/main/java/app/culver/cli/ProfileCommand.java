package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "profile", description = "Show your account, or set the name that those whom you write to see.", footer = {
    "", "Examples:", "  culver profile", "  culver profile --name \"Alice Adams\""})
final class ProfileCommand extends SessionCommand {
  @Option(names = "--name", paramLabel = "NAME", description = "The new name. Encrypted.") private String name;

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
