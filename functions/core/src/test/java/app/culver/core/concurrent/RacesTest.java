package app.culver.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RacesTest {
  private final List<Integer> waits = new ArrayList<>();
  private final Races races = new Races(waits::add);

  @Test
  void theFirstAttemptThatIsNotLostEndsIt() {
    AtomicInteger reads = new AtomicInteger(10);

    int won = races.win(10, reads::incrementAndGet, read -> Optional.of(read).filter(value -> value == 13));

    assertThat(won).isEqualTo(13);
    assertThat(waits).containsExactly(1, 2, 3);
  }

  @Test
  void whoWinsAtOnceNeitherWaitsNorReadsAgain() {
    AtomicInteger reads = new AtomicInteger();

    assertThat(races.<Integer, Integer>win(1, reads::incrementAndGet, Optional::of)).isEqualTo(1);
    assertThat(reads).hasValue(0);
    assertThat(waits).isEmpty();
  }

  @Test
  void whoLosesEveryRaceIsToldToTryAgainLaterWithoutAnotherWait() {
    AtomicInteger attempts = new AtomicInteger();

    assertThatThrownBy(() -> races.win(() -> {
      attempts.incrementAndGet();
      return Optional.empty();
    })).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new Busy()));

    assertThat(attempts).hasValue(Races.MOST_ATTEMPTS);
    assertThat(waits).isEqualTo(IntStream.range(1, Races.MOST_ATTEMPTS).boxed().toList());
  }
}
