package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.chaos.Chaos.Outcome;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each thing that can go wrong while people talk goes wrong once, in each way that it can. */
class CallSitesTest {
  private static final Set<String> MEMBERS = Set.of("ConversationsFunction", "AccountsFunction");

  /** What else there is goes wrong in {@link SeedsTest}. */
  private static final Set<Kind> HARDEST = Set.of(Kind.KILLED_BEFORE, Kind.ANSWER_LOST, Kind.CONFLICT);

  /** It takes minutes, since a lost answer costs whoever waits for it 35 seconds. */
  @Tag("soak")
  @Test
  void noFaultOfAnyCallIsToBeSeen() throws Exception {
    noneIsToBeSeen(2, Talk::new, (site, kind) -> site.way() == Way.CALL && HARDEST.contains(kind));
  }

  @Test
  void norOfAnyThatBeginsAConversationOrChangesMembersAndDevices() throws Exception {
    noneIsToBeSeen(1, MembersTalk::new,
        (site, kind) -> MEMBERS.contains(site.function()) && HARDEST.contains(kind));
  }

  private static void noneIsToBeSeen(int messages, Chaos.Meeting meeting, BiPredicate<Site, Kind> chosen)
      throws Exception {
    try (var chaos = new Chaos()) {
      var plans = chaos.sites(messages, meeting).stream().flatMap(site -> plans(site, chosen)).toList();

      var outcomes = chaos.run(plans, messages, meeting);

      assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).as(outcome.log()).isEmpty());
      // Some calls are made only if chance will have it, such as those that repair a presence.
      var disturbed = outcomes.stream().filter(Outcome::disturbed).count();
      System.out.println(disturbed + " of " + plans.size() + " faults came about");
      assertThat(disturbed).isGreaterThan(plans.size() * 3L / 4);
    }
  }

  private static Stream<Plan.Once> plans(Site site, BiPredicate<Site, Kind> chosen) {
    return Stream.of(Kind.values()).filter(kind -> kind.suits(site) && chosen.test(site, kind))
        .map(kind -> new Plan.Once(site, 1, kind));
  }
}
