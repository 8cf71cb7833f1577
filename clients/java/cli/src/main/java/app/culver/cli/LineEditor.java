package app.culver.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jline.utils.Status;

/**
 * The line editor of a terminal: messages appear above the line that is being typed, which stays whole, and what passes
 * beneath it.
 */
final class LineEditor implements LineSource {
  private final Terminal terminal;
  private final LineReader reader;
  private final String prompt;
  private final Attributes before;
  private final Status status;
  private volatile boolean reading;
  private boolean closed;

  /** @param typing is run, on a thread of its own, at each character that is typed */
  LineEditor(String prompt, Runnable typing) {
    this.prompt = prompt;
    try {
      terminal = TerminalBuilder.builder().system(true).build();
    } catch (IOException noTerminal) {
      throw new UncheckedIOException(noTerminal);
    }
    // Without echo also between two lines: what is typed meanwhile appears with the next prompt, in its place.
    before = terminal.enterRawMode();
    reader = LineReaderBuilder.builder().terminal(terminal).appName("culver")
        // The line that was typed is shown again as a message.
        .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
        // A message may contain "!".
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).variable(LineReader.DISABLE_COMPLETION, true)
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "").build();
    var insert = reader.getWidgets().get(LineReader.SELF_INSERT);
    reader.getWidgets().put(LineReader.SELF_INSERT, () -> {
      Thread.startVirtualThread(typing);
      return insert.apply();
    });
    status = Status.getStatus(terminal);
  }

  @Override
  public Optional<String> next() {
    reading = true;
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (EndOfFileException | UserInterruptException over) {
      return Optional.empty();
    } finally {
      reading = false;
    }
  }

  @Override
  public void print(String line) {
    reader.printAbove(line);
  }

  @Override
  public synchronized void status(String line) {
    if (!closed) {
      // An empty line stays where one was: to make room for it moves everything else.
      status.update(List.of(AttributedString.fromAnsi(line)));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    status.close();
    if (reading) {
      // Whatever ends the conversation is told where the prompt stood.
      terminal.puts(InfoCmp.Capability.carriage_return);
      terminal.puts(InfoCmp.Capability.clr_eol);
      terminal.flush();
    }
    terminal.setAttributes(before);
    try {
      terminal.close();
    } catch (IOException alreadyGone) {
      throw new UncheckedIOException(alreadyGone);
    }
  }
}
