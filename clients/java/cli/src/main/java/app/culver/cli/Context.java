package app.culver.cli;

import app.culver.client.Culver;
import app.culver.client.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What a command works with: the machine and the options that were given. */
record Context(Machine machine, GlobalOptions options) {

  Console console() {
    return machine.console();
  }

  ProfileFolder profile() {
    return ProfileFolder.of(machine, options.profile(machine));
  }

  /** Whether standard output may be coloured (https://no-color.org). */
  Style style() {
    return new Style(!options.json() && console().terminals().out() && machine.variable("NO_COLOR").isEmpty());
  }

  /** Opens the profile of someone who is signed in. */
  Session open() {
    var profile = profile();
    if (!profile.exists()) {
      throw Failures.signedOut("Nobody is signed in with profile \"" + profile.name() + "\".");
    }
    var client = open(profile);
    return session(client);
  }

  /** Does the work of a command for someone who is signed in, and sends what waits before it ends. */
  int inSession(ToIntFunction<Session> work) {
    try (var session = open()) {
      var code = work.applyAsInt(session);
      session.drain();
      return code;
    }
  }

  /** Opens a profile, whether or not someone is signed in. */
  Culver open(ProfileFolder profile) {
    return machine.clients().open(settings(profile), profile.data(), profile.openKey(new Passphrases(machine)));
  }

  /** Wraps an open profile, or closes it if nobody is signed in. */
  Session session(Culver client) {
    var signedIn = client.signedIn();
    if (signedIn.isEmpty()) {
      client.close();
      throw Failures.signedOut("Nobody is signed in with profile \"" + profile().name() + "\".");
    }
    return new Session(this, client, signedIn.get());
  }

  Settings settings(ProfileFolder profile) {
    return options.settings(machine).map(Context::read).or(profile::settings)
        .or(() -> localCloud().map(Context::read)).orElseThrow(this::noSettings);
  }

  /** The file whose settings a profile that signs in is to remember; empty if it goes by what it remembers. */
  Optional<Path> settingsFile(ProfileFolder profile) {
    return options.settings(machine).or(() -> profile.settings().isPresent() ? Optional.empty() : localCloud());
  }

  private Optional<Path> localCloud() {
    return machine.checkout().map(checkout -> checkout.resolve("build/local.json")).filter(Files::exists);
  }

  private Failure noSettings() {
    return new Failure(ExitCode.USAGE, "It is not known where the server is.",
        "Start the local cloud (make run), or name a deployment's settings: --settings FILE");
  }

  static Settings read(Path file) {
    try {
      return Culver.settings(file);
    } catch (IOException unreadable) {
      throw new Failure(ExitCode.USAGE, "The settings cannot be read: " + file,
          "Check --settings or $CULVER_SETTINGS.");
    } catch (IllegalArgumentException malformed) {
      throw new Failure(ExitCode.USAGE, "The settings in " + file + " are not complete: " + malformed.getMessage(), "");
    }
  }
}
