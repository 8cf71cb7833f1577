package app.culver.cli;

import java.util.Arrays;

/** Where a profile's passphrase comes from: {@code $CULVER_PASSPHRASE}, else the person at the terminal. */
record Passphrases(Machine machine) {
  private static final String VARIABLE = "CULVER_PASSPHRASE";

  char[] existing() {
    return machine.variable(VARIABLE).map(String::toCharArray).orElseGet(() -> ask("Passphrase of this profile:"));
  }

  /** A new one, asked twice. */
  char[] chosen() {
    return machine.variable(VARIABLE).map(String::toCharArray).orElseGet(() -> {
      var passphrase = ask("New passphrase:");
      if (passphrase.length == 0 || !Arrays.equals(passphrase, ask("Once more:"))) {
        throw new Failure(ExitCode.USAGE, "The two are not the same, or empty.", "");
      }
      return passphrase;
    });
  }

  private char[] ask(String prompt) {
    if (!machine.console().isInteractive()) {
      throw new Failure(ExitCode.PROFILE, "This profile needs a passphrase.", "Set it in $" + VARIABLE + ".");
    }
    return machine.console().secrets().ask(prompt + " ");
  }
}
