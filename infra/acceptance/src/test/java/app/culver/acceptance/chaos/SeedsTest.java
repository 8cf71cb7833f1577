package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.deployment.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Many calls go wrong at once, chosen by a seed. A failure names its seed; {@code -Dculver.seed=7} replays it alone, and
 * {@code make soak} tries many, and prints what they came to as a row of bench/RESULTS.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedsTest {
  private static final Path LOGS = Command.ROOT.resolve("infra/acceptance/target/soak");
  private static final int MESSAGES = 5;
  private static final String DIRECT = "direct";
  private static final String GROUPS = "of groups";
  private static final String MEMBERS = "of members";
  private static final String EXPIRED = "direct that go on when everything has expired";

  /** Fewer seeds are for those who look for something. */
  private static final int SEEDS_OF_A_WHOLE_SOAK = 100;
  private static final int WAYS_OF_A_WHOLE_SOAK = 200;

  private final Summary summary = new Summary();
  private final long start = System.nanoTime();

  @Test
  void noManyFaultsAreToBeSeen() throws Exception {
    check("few " + DIRECT, run(LongStream.rangeClosed(1, 4), Talk::new));
  }

  @Test
  void noManyFaultsAreToBeSeenWhileMembersComeAndGo() throws Exception {
    check("few " + GROUPS, run(LongStream.rangeClosed(1, 2), GroupTalk::new));
  }

  /** One at a time, since the days pass for all. */
  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeenWhereEverythingHasExpiredMeanwhile() throws Exception {
    var outcomes = new ArrayList<Outcome>();
    for (var seed : oneSeedOf(20).toArray()) {
      outcomes.addAll(run(LongStream.of(seed), ExpiringTalk::new));
    }
    soaked(EXPIRED, outcomes);
  }

  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeen() throws Exception {
    soaked(DIRECT, run(oneSeedOf(1), Talk::new));
  }

  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeenWhileMembersComeAndGo() throws Exception {
    soaked(GROUPS, run(oneSeedOf(4), GroupTalk::new));
  }

  @Tag("soak")
  @Test
  void noVeryManyFaultsAreToBeSeenWhereAGroupBegins() throws Exception {
    soaked(MEMBERS, run(oneSeedOf(4), MembersTalk::new));
  }

  /** Prints what the soak came to, and sees that a whole one has tried enough. */
  @AfterAll
  void summarize() throws IOException {
    if (summary.talks().isEmpty()) {
      return;
    }
    System.out.println(Summary.HEAD + summary.row(Surroundings.now(), Duration.ofNanos(System.nanoTime() - start)));
    System.out.println("Of each way by how many seeds: " + write("ways", summary.ways()));
    if (seed() == null && seeds() >= SEEDS_OF_A_WHOLE_SOAK
        && summary.talks().equals(Set.of(DIRECT, GROUPS, MEMBERS, EXPIRED))) {
      assertThat(summary.triedWays()).as("ways that were come by by three seeds")
          .isGreaterThanOrEqualTo(WAYS_OF_A_WHOLE_SOAK);
    }
  }

  private static Long seed() {
    return Long.getLong("culver.seed");
  }

  private static int seeds() {
    return Integer.getInteger("culver.seeds", 200);
  }

  /** One of so many of the seeds that are wished for, or the one that is. */
  private static LongStream oneSeedOf(int many) {
    var only = seed();
    return only == null ? LongStream.rangeClosed(5, 5 + seeds() / many) : LongStream.of(only);
  }

  private static List<Outcome> run(LongStream seeds, Chaos.Meeting meeting) throws InterruptedException {
    try (var chaos = new Chaos()) {
      return chaos.run(seeds.mapToObj(Seeded::new).toList(), MESSAGES, meeting);
    }
  }

  private void soaked(String name, List<Outcome> outcomes) throws IOException {
    summary.add(name, outcomes);
    check(name, outcomes);
  }

  private static void check(String name, List<Outcome> outcomes) throws IOException {
    var log = write(name.replace(' ', '-'), outcomes.stream().map(Outcome::log).collect(Collectors.joining("\n")));
    System.out.println("What went wrong in " + outcomes.size() + " talks: " + log);
    assertThat(outcomes).allSatisfy(outcome -> {
      assertThat(outcome.disturbed()).isTrue();
      assertThat(outcome.failure()).as(outcome.log()).isEmpty();
    });
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(Files.createDirectories(LOGS).resolve(name + ".log"), text);
  }
}
