package app.culver.cli;

import java.io.PrintWriter;

/**
 * Says what is being waited for, on a terminal, once it takes long enough to wonder; and takes it away again. Used in a
 * try block.
 */
final class Progress implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 400;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final Thread teller;
  private boolean shown;
  private boolean over;

  private Progress(PrintWriter err, String what) {
    this.err = err;
    this.teller = Thread.ofVirtual().unstarted(() -> tell(what));
  }

  static Progress of(Console console, String what) {
    var progress = new Progress(console.err(), what);
    if (console.terminals().err()) {
      progress.teller.start();
    }
    return progress;
  }

  private synchronized void tell(String what) {
    try {
      wait(PATIENCE_MILLIS);
    } catch (InterruptedException stopped) {
      return;
    }
    if (!over) {
      err.print(what + " …");
      err.flush();
      shown = true;
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
    if (shown) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
