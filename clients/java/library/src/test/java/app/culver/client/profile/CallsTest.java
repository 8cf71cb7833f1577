package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.CulverException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final Simulation simulation = new Simulation(1);
  private final Simulation.ProcessLoop loop = simulation.new ProcessLoop(Duration.ZERO, fault -> {
    throw new AssertionError(fault);
  });
  private final Calls calls = new Calls(loop);
  private final CompletableFuture<String> never = new CompletableFuture<>();

  @Test
  void whoGaveUpIsNotRemembered() {
    assertThatThrownBy(() -> calls.await(() -> never, Duration.ZERO, () -> {}))
        .isInstanceOf(CulverException.TimedOut.class);
    assertThat(calls.waiting()).isZero();
  }

  @Test
  void whoWasInterruptedIsNotRemembered() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> calls.await(() -> never)).isInstanceOf(CulverException.Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> calls.await(() -> never, Duration.ofDays(1), () -> {}))
        .isInstanceOf(CulverException.Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(calls.waiting()).isZero();
  }

  @Test
  void whatIsAwaitedInVainIsGivenUpOnTheLoop() {
    var givenUp = new boolean[1];
    assertThatThrownBy(() -> calls.await(() -> never, Duration.ZERO, () -> givenUp[0] = true))
        .isInstanceOf(CulverException.TimedOut.class);
    simulation.run(Duration.ZERO);
    assertThat(givenUp[0]).isTrue();
  }
}
