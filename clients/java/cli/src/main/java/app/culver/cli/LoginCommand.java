package app.culver.cli;

import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.FirebasePhone;
import app.culver.client.SignedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "login")
final class LoginCommand implements Callable<Integer> {
  private static final int ATTEMPTS = 3;

  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "PHONE") private String phone;

  @Option(names = "--code", paramLabel = "CODE") private String code;

  @Option(names = "--id-token", paramLabel = "FILE") private String idTokenFile;

  @Option(names = "--name", paramLabel = "NAME") private String name;

  @Option(names = "--handle", paramLabel = "HANDLE") private String handle;

  @Option(names = "--device-name", paramLabel = "NAME") private String deviceName;

  @Option(names = "--passphrase") private boolean passphrase;

  LoginCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var profile = context.profile();
    var source = context.settingsFile(profile);
    var settings = context.settings(profile);
    var storage = profile.exists() ? profile.openKey(new Passphrases(context.machine())) : profile.createKey(chosen());
    try (var client = context.machine().clients().open(settings, profile.data(), storage)) {
      client.signedIn().ifPresent(already -> {
        throw new Failure(ExitCode.USAGE, "Profile \"" + profile.name() + "\" is signed in already.",
            "Another account on this machine: culver --profile NAME login");
      });
      var idToken = idToken(client);
      var signedIn = signIn(client, idToken);
      source.ifPresent(profile::remember);
      return introduce(context.session(client), signedIn);
    }
  }

  private SignedIn signIn(Culver client, String idToken) {
    try (var _ = Progress.of(context.console(), "Signing in")) {
      return client.signIn(idToken, Optional.of(deviceName == null ? machineName() : deviceName));
    } catch (CulverException.NotPossible belongsToAnother) {
      throw new Failure(ExitCode.USAGE, Failures.sentence(belongsToAnother.getMessage()),
          "Use another one: culver --profile NAME login; or empty this one: culver logout --local");
    }
  }

  private char[] chosen() {
    return passphrase || context.machine().variable("CULVER_PASSPHRASE").isPresent()
        ? new Passphrases(context.machine()).chosen()
        : new char[0];
  }

  private String idToken(Culver client) {
    if (idTokenFile == null) {
      return byPhone(client.phone());
    }
    if (idTokenFile.equals("-")) {
      return context.console().rest().strip();
    }
    try {
      return Files.readString(Path.of(idTokenFile)).strip();
    } catch (IOException unreadable) {
      throw new Failure(ExitCode.USAGE, "The token cannot be read from " + idTokenFile + ".", "");
    }
  }

  private String byPhone(FirebasePhone firebase) {
    var console = context.console();
    var number = PhoneNumbers.normal(phone != null ? phone : console.ask("Phone number:", "culver login PHONE"));
    FirebasePhone.Code sent;
    try (var _ = Progress.of(console, "Asking for a code")) {
      sent = firebase.sendCode(number, Optional.empty());
    }
    if (code != null) {
      return sent.confirm(code);
    }
    var question = sent.fromEmulator().isPresent()
        ? "Code (the local cloud prints it in its terminal):"
        : "Code that was sent to " + number + ":";
    for (var attempt = 1;; attempt++) {
      try {
        return sent.confirm(console.ask(question, "--code"));
      } catch (CulverException.SignInFailed failed) {
        if (failed.reason() != CulverException.SignInFailed.Reason.WRONG_CODE || attempt == ATTEMPTS
            || !console.isInteractive()) {
          throw failed;
        }
        console.err().println("That is not the code.");
      }
    }
  }

  /** Sets name and handle, asks a new person for them, and says what to do next. */
  private int introduce(Session session, SignedIn signedIn) {
    var asks = signedIn.newAccount() && context.console().isInteractive();
    var chosenName = name != null || !asks
        ? Optional.ofNullable(name)
        : Optional.of(context.console().ask("Your name, for those you write to (Enter for none):", "--name"));
    chosenName.filter(text -> !text.isEmpty()).ifPresent(session.client()::setName);
    new HandleChoice(session, context.console()).choose(Optional.ofNullable(handle), asks);
    session.view().account(session.client().account());
    if (!signedIn.newAccount()) {
      session.note("This device learns your own names when another of your devices next sends a message.");
    }
    session.note("Signed in. Next: culver find +491511234567, culver chat @handle, culver listen");
    return ExitCode.DONE;
  }

  private String machineName() {
    return context.machine().variable("HOSTNAME").orElse("a terminal");
  }
}
