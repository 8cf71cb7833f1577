package app.culver.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "logout", description = "Remove this device from the account, and its keys and messages from this machine.", footer = {
    "", "Examples:", "  culver logout", "  culver --profile bob logout --yes",
    "  culver logout --local    # the server is gone, or the device was removed already"})
final class LogoutCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = {"-y", "--yes"}, description = "Do not ask.") private boolean yes;

  @Option(names = "--local", description = "Remove everything from this machine without asking the server.") private boolean local;

  LogoutCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var profile = context.profile();
    if (!profile.exists()) {
      throw Failures.signedOut("Nobody is signed in with profile \"" + profile.name() + "\".");
    }
    if (!yes && !context.console().confirm(
        "This removes the keys and messages of profile \"" + profile.name() + "\" from this machine. Go on?",
        "--yes")) {
      return ExitCode.FAULT;
    }
    var storage = profile.openKey(new Passphrases(context.machine()));
    try (var client = context.machine().clients().open(context.settings(profile), profile.data(), storage);
        var _ = Progress.of(context.console(), "Signing out")) {
      if (local || client.signedIn().isEmpty()) {
        client.forget();
      } else {
        client.logout();
      }
    }
    profile.delete();
    if (!context.options().json()) {
      context.console().err().println("Signed out.");
    }
    return ExitCode.DONE;
  }
}
