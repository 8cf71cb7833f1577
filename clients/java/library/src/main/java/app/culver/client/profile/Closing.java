package app.culver.client.profile;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, the last thing first and each once. At Ctrl-C two threads close: the later one waits until all
 * is closed.
 */
final class Closing implements Runnable {
  private final Deque<Runnable> left = new ArrayDeque<>();

  /** @param close of what was opened just now */
  synchronized void add(Runnable close) {
    left.push(close);
  }

  /** Closes everything, also after one thing failed to close, which is told at the end. */
  @Override
  public synchronized void run() {
    RuntimeException failure = null;
    while (!left.isEmpty()) {
      try {
        left.pop().run();
      } catch (RuntimeException failed) {
        failure = failed;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
