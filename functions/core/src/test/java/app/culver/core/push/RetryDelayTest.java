package app.culver.core.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  private static final RandomGenerator LEAST = () -> 0;

  private final RetryDelay delay = new RetryDelay(new Random(7));

  @Test
  void itTriplesUpToAQuarterOfAnHour() {
    assertThat(IntStream.rangeClosed(1, 9)
        .mapToObj(failures -> new RetryDelay(LEAST).after(failures, Duration.ZERO).toSeconds()))
        .containsExactly(1L, 3L, 9L, 27L, 81L, 243L, 450L, 450L, 450L);
  }

  @Test
  void itSpreadsOverTheUpperHalf() {
    var seconds = IntStream.range(0, 1000).mapToObj(_ -> delay.after(4, Duration.ZERO)).toList();

    assertThat(seconds).allMatch(each -> each.compareTo(Duration.ofSeconds(27)) >= 0)
        .allMatch(each -> each.compareTo(Duration.ofSeconds(54)) <= 0);
    assertThat(seconds.stream().distinct().count()).isGreaterThan(500);
  }

  @Test
  void whatTheProviderAsksForIsTheLeast() {
    assertThat(delay.after(1, Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(20));
    assertThat(delay.after(7, Duration.ofSeconds(5))).isBetween(Duration.ofSeconds(450), Duration.ofMinutes(15));
    assertThat(delay.after(1, Duration.ofDays(3))).isEqualTo(RetryDelay.LONGEST_WISH);
  }

  @Test
  void itEndsForHoweverManyFailures() {
    assertThat(delay.after(Integer.MAX_VALUE, Duration.ZERO)).isLessThanOrEqualTo(RetryDelay.LONGEST);
  }
}
