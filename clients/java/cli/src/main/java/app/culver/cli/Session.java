package app.culver.cli;

import app.culver.client.Culver;
import app.culver.client.SignedIn;
import app.culver.client.identifier.AccountId;
import java.util.function.Consumer;

/** An open profile of someone who is signed in. */
record Session(Context context, Culver client, SignedIn signedIn) implements AutoCloseable {

  AccountId self() {
    return signedIn.account();
  }

  Peers peers() {
    return new Peers(client, self());
  }

  /** Shows things on standard output. */
  View view() {
    var out = context.console().out();
    return view(line -> {
      out.println(line);
      if (out.checkError()) {
        // Whoever read the lines is gone, such as "head" in a pipe.
        throw new Failure(ExitCode.FAULT, "Nobody reads the output any more.", "");
      }
    }, false);
  }

  /** Shows things line by line. @param single whether all of them belong to one conversation */
  View view(Consumer<String> lines, boolean single) {
    return view(lines, status -> {
      // Where only lines can be shown, nothing can be taken away again.
    }, single);
  }

  /** Shows one conversation above, and what passes beneath, what is being typed. */
  View view(LineSource lines) {
    return view(lines::print, lines::status, true);
  }

  private View view(Consumer<String> lines, Consumer<String> status, boolean single) {
    var people = new People(client, self());
    return context.options().json()
        ? new JsonView(lines, people)
        : new TextView(lines, new TypingLine(status, context.machine().later()), people, context.style(),
            context.machine().clock(), single);
  }

  /** A remark for the person at the terminal; programs that read JSON do not get it. */
  void note(String remark) {
    if (!context.options().json()) {
      context.console().err().println(remark);
      context.console().err().flush();
    }
  }

  Progress waiting(String what) {
    return Progress.of(context.console(), what);
  }

  @Override
  public void close() {
    client.close();
  }
}
