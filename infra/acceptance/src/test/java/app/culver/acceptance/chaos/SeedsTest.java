package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many calls go wrong at once, chosen by a seed. A failure names its seed; {@code -Dculver.seed=7} replays it alone, and
 * {@code make soak} tries many.
 */
class SeedsTest {
  private static final int MESSAGES = 5;

  @Test
  void noManyFaultsAreToBeSeen() throws Exception {
    run(LongStream.rangeClosed(1, 4), Talk::new);
  }

  @Test
  void noManyFaultsAreToBeSeenWhileMembersComeAndGo() throws Exception {
    run(LongStream.rangeClosed(1, 2), GroupTalk::new);
  }

  /** One at a time, since the days pass for all. */
  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeenWhereEverythingHasExpiredMeanwhile() throws Exception {
    var only = Long.getLong("culver.seed");
    var seeds = only == null
        ? LongStream.rangeClosed(5, 5 + Integer.getInteger("culver.seeds", 200) / 20)
        : LongStream.of(only);
    for (var seed : seeds.toArray()) {
      run(LongStream.of(seed), ExpiringTalk::new);
    }
  }

  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeen() throws Exception {
    var only = Long.getLong("culver.seed");
    run(only == null ? LongStream.rangeClosed(5, 5 + Integer.getInteger("culver.seeds", 200)) : LongStream.of(only),
        Talk::new);
  }

  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeenWhileMembersComeAndGo() throws Exception {
    var only = Long.getLong("culver.seed");
    run(only == null
        ? LongStream.rangeClosed(5, 5 + Integer.getInteger("culver.seeds", 200) / 4)
        : LongStream.of(only), GroupTalk::new);
  }

  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeenWhereAGroupBegins() throws Exception {
    var only = Long.getLong("culver.seed");
    run(only == null
        ? LongStream.rangeClosed(5, 5 + Integer.getInteger("culver.seeds", 200) / 4)
        : LongStream.of(only), MembersTalk::new);
  }

  private static void run(LongStream seeds, Chaos.Meeting meeting) throws Exception {
    try (var chaos = new Chaos()) {
      var outcomes = chaos.run(seeds.mapToObj(Seeded::new).toList(), MESSAGES, meeting);

      outcomes.forEach(outcome -> System.out.println(outcome.log()));
      assertThat(outcomes).allSatisfy(outcome -> {
        assertThat(outcome.disturbed()).isTrue();
        assertThat(outcome.failure()).as(outcome.log()).isEmpty();
      });
    }
  }
}
