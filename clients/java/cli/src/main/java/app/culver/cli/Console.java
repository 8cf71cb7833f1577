package app.culver.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The three standard streams, and which of them are terminals.
 *
 * @param secrets reads what must not be shown
 */
record Console(BufferedReader in, PrintWriter out, PrintWriter err, Terminals terminals, SecretPrompt secrets) {

  /** Which streams a person sits at. */
  record Terminals(boolean in, boolean out, boolean err) {
    static final Terminals NONE = new Terminals(false, false, false);
  }

  /** Asks for a secret without echo. */
  @FunctionalInterface
  interface SecretPrompt {
    char[] ask(String prompt);
  }

  /** Whether a person can be asked something. */
  boolean isInteractive() {
    return terminals.in() && terminals.err();
  }

  /**
   * Asks for a line, also when standard input is a pipe.
   *
   * @param instead which option says the same, for when there is no input
   */
  String ask(String question, String instead) {
    err.print(question + " ");
    err.flush();
    var line = line();
    if (line == null) {
      err.println();
      throw new Failure(ExitCode.USAGE, "There is no input to answer this question.", "Give it by " + instead + ".");
    }
    return line.strip();
  }

  /** Asks a question that is answered by y or n; anything but a yes is a no. */
  boolean confirm(String question, String instead) {
    var answer = ask(question + " [y/N]", instead).toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  /** The next line of standard input, or null at its end. */
  String line() {
    try {
      return in.readLine();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Everything up to the end of standard input, without one last line break. */
  String rest() {
    try {
      var text = in.readAllAsString();
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
