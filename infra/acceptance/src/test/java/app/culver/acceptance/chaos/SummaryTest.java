package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Surroundings HERE = new Surroundings(LocalDate.of(2026, 11, 28), "abc1234", "2 cores");
  private static final Site DELIVER = Site.batch("DeliverFunction");

  private final Summary summary = new Summary();

  @Test
  void aRowTellsWhatManyTalksCameTo() {
    summary.add("direct", List.of(
        outcome(5, "", hit(Kind.REPEATED, DELIVER), hit(Kind.POST_HANGS, Site.post("entry", 1))),
        outcome(6, "", hit(Kind.KILLED_AFTER, call("PutItem")), hit(Kind.TIMED_OUT, call("PutItem")))));
    summary.add("of groups", List.of(outcome(5, "", hit(Kind.ANSWER_LOST, call("Query")),
        hit(Kind.CONFLICT, call("PutItem")), hit(Kind.THROTTLED, call("Query")))));

    assertThat(summary.row(HERE, Duration.ofSeconds(1_858))).isEqualTo(
        "| 2026-11-28 | abc1234 | 2 cores | 2 direct, 1 of groups | 45 | 7 | 1, 2, 1, 1; 2 of other kinds "
            + "| 4, in 7 ways, 0 of them by 3 seeds or more | none | 1,858 s |");
    assertThat(summary.talks()).containsExactly("direct", "of groups");
    assertThat(Summary.HEAD.lines().map(SummaryTest::cells)).containsOnly(cells(summary.row(HERE, Duration.ZERO)));
  }

  private static long cells(String row) {
    return row.chars().filter(character -> character == '|').count();
  }

  @Test
  void aWayIsTriedWhenThreeSeedsCameByIt() {
    summary.add("direct",
        LongStream.of(5, 6).mapToObj(seed -> outcome(seed, "", hit(Kind.REPEATED, DELIVER))).toList());
    // The same seed, and the same way three times: that is two seeds still.
    summary.add("of groups", List.of(outcome(6, "", hit(Kind.REPEATED, DELIVER), hit(Kind.REPEATED, DELIVER))));
    assertThat(summary.triedWays()).isZero();

    summary.add("of groups", List.of(outcome(7, "", hit(Kind.REORDERED, DELIVER), hit(Kind.REPEATED, DELIVER))));

    assertThat(summary.triedWays()).isEqualTo(1);
    assertThat(summary.ways().lines()).containsExactly(
        "1 REORDERED at DeliverFunction batches:of DeliverFunction",
        "3 REPEATED at DeliverFunction batches:of DeliverFunction");
  }

  /** Who it is that a post is for is chance. */
  @Test
  void devicesAreNoPlaces() {
    summary.add("direct", List.of(outcome(5, "", hit(Kind.GONE, Site.post("entry", 1)),
        hit(Kind.GONE, Site.post("entry", 2)), hit(Kind.DROPPED, Site.socket(1)))));

    assertThat(summary.ways().lines()).containsExactly("1 DROPPED at socket:open", "1 GONE at gateway:entry");
  }

  @Test
  void aRowNamesTheSeedsAndTheRulesTheyBroke() {
    summary.add("direct", List.of(outcome(5, ""),
        outcome(16, "[NOTHING_LEAKS: to a stranger, NOTHING_IS_INVENTED: who wrote that?]"),
        outcome(17, "ConditionTimeoutException: 120 s")));

    assertThat(summary.row(HERE, Duration.ZERO)).contains(
        "| direct, seed 16: NOTHING_LEAKS, NOTHING_IS_INVENTED; direct, seed 17: did not end |");
  }

  private static Outcome outcome(long seed, String failure, Hit... hits) {
    return new Outcome(new Seeded(seed), List.of(hits), 15, "", failure);
  }

  private static Hit hit(Kind kind, Site site) {
    return new Hit(kind, site, 1);
  }

  private static Site call(String operation) {
    return new Site(Way.CALL, "MessagesFunction", "send", "dynamodb", operation, "LogTable");
  }
}
