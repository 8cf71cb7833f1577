package app.culver.cli;

import app.culver.client.identifier.AccountId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Says that someone is typing: for a while, or until what they typed is there. */
final class TypingLine {
  private final Consumer<String> status;
  private final Later later;
  private Optional<AccountId> typist = Optional.empty();
  /** Counts what was said, so that an earlier timer does not take a later line away. */
  private int said;

  /** Runs something once. */
  @FunctionalInterface
  interface Later {
    void run(Duration delay, Runnable task);
  }

  /** @param status shows a line instead of the one before, or none if it is empty */
  TypingLine(Consumer<String> status, Later later) {
    this.status = status;
    this.later = later;
  }

  synchronized void begin(AccountId account, String line, Duration time) {
    typist = Optional.of(account);
    var mine = ++said;
    status.accept(line);
    later.run(time, () -> over(mine));
  }

  /** A message of theirs has come. */
  synchronized void end(AccountId account) {
    if (typist.filter(account::equals).isPresent()) {
      clear();
    }
  }

  private synchronized void over(int mine) {
    if (mine == said && typist.isPresent()) {
      clear();
    }
  }

  private void clear() {
    typist = Optional.empty();
    status.accept("");
  }
}
