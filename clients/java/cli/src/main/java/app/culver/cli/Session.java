package app.culver.cli;

import app.culver.client.ConnectionState;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.SignedIn;
import app.culver.client.identifier.AccountId;
import java.time.Duration;
import java.util.function.Consumer;

/** An open profile of someone who is signed in. */
record Session(Context context, Culver client, SignedIn signedIn) implements AutoCloseable {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration DRAINING = Duration.ofSeconds(10);

  AccountId self() {
    return signedIn.account();
  }

  Peers peers() {
    return new Peers(client, self());
  }

  Talks talks() {
    return new Talks(client, self());
  }

  /** Ends at Ctrl-C: tells what was read, if that can be done at once. */
  void leave() {
    try {
      client.flush(AT_ONCE);
    } catch (CulverException untold) {
      // Told when it connects next time.
    }
    client.close();
  }

  /** Before it ends: sends what waits and tells what was read, for a moment, and says what is left. */
  void drain() {
    if (client.waiting() == 0 && client.connection() != ConnectionState.CONNECTED) {
      return;
    }
    try {
      client.flush(DRAINING);
    } catch (CulverException.TimedOut late) {
      var left = client.waiting();
      if (left > 0) {
        note(left == 1 ? "One message still waits to be sent." : left + " messages still wait to be sent.");
      }
    } catch (CulverException.SignedOut | CulverException.Closed over) {
      // What the command says is more.
    }
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
