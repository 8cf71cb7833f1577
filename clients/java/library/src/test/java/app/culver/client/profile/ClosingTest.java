package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private final Closing closing = new Closing();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Test
  void whatWasOpenedLastIsClosedFirstAndOnce() {
    closing.add(() -> closed.add("lock"));
    closing.add(() -> closed.add("store"));
    closing.run();
    closing.run();
    assertThat(closed).containsExactly("store", "lock");
  }

  @Test
  void whoClosesMeanwhileWaitsUntilEverythingIsClosed() throws InterruptedException {
    var second = new Thread(() -> {
      closing.run();
      closed.add("second");
    });
    closing.add(() -> closed.add("lock"));
    closing.add(() -> {
      second.start();
      while (!Set.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED)
          .contains(second.getState())) {
        Thread.onSpinWait();
      }
      closed.add("store");
    });
    closing.run();
    second.join();
    assertThat(closed).containsExactly("store", "lock", "second");
  }

  @Test
  void whatFailsToCloseKeepsNothingElseOpen() {
    closing.add(() -> closed.add("lock"));
    closing.add(() -> {
      throw new IllegalStateException("disk full");
    });
    assertThatThrownBy(closing::run).hasMessage("disk full");
    assertThat(closed).containsExactly("lock");
  }
}
