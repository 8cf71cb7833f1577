package app.culver.cli;

import java.util.Optional;

/** Where the lines that a person types into {@code chat} come from, and where lines appear above them. */
interface LineSource extends AutoCloseable {

  /** The next line; empty at the end of the input. */
  Optional<String> next();

  /** Prints a line, above what is being typed. May be called from any thread. */
  void print(String line);

  /**
   * Shows a line beneath what is being typed, instead of the one before; empty for none. Not shown where nobody types.
   * May be called from any thread.
   */
  void status(String line);

  @Override
  void close();

  /** Makes the editor for a terminal. */
  @FunctionalInterface
  interface Factory {
    /** @param typing is run at each character that is typed */
    LineSource editor(String prompt, Runnable typing);
  }

  /** The lines of a pipe or file, without any editing. */
  static LineSource plain(Console console) {
    return new LineSource() {
      @Override
      public Optional<String> next() {
        return Optional.ofNullable(console.line());
      }

      @Override
      public synchronized void print(String line) {
        console.out().println(line);
        console.out().flush();
      }

      @Override
      public void status(String line) {}

      @Override
      public void close() {}
    };
  }
}
