package app.culver.cli;

import app.culver.client.CulverException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "logout")
final class LogoutCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = {"-y", "--yes"}) private boolean yes;

  @Option(names = "--local") private boolean local;

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
    if (local) {
      forget(profile);
    } else {
      logout(profile);
    }
    profile.delete();
    if (!context.options().json()) {
      context.console().err().println("Signed out.");
    }
    return ExitCode.DONE;
  }

  private void logout(ProfileFolder profile) {
    try (var client = context.open(profile); var _ = Progress.of(context.console(), "Signing out")) {
      if (client.signedIn().isPresent()) {
        client.logout();
      }
    }
  }

  /** A profile that cannot be opened any more is forgotten all the same, unless someone else is using it. */
  private void forget(ProfileFolder profile) {
    try (var client = context.open(profile)) {
      client.forget();
    } catch (CulverException.ProfileUnusable | Failure unusable) {
      context.console().err().println("What cannot be opened is removed: " + unusable.getMessage());
    }
  }
}
