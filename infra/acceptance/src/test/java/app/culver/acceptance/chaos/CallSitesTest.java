package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each call that functions make while people talk goes wrong once: here in one of the ways in which it can, at length in
 * each of them.
 */
class CallSitesTest {
  private static final Set<String> MEMBERS = Set.of("ConversationsFunction", "AccountsFunction");

  /** What is tried while there is little time; the others go wrong in {@link SeedsTest} then. */
  private static final List<Kind> HARDEST = List.of(Kind.KILLED_BEFORE, Kind.KILLED_AFTER, Kind.ANSWER_LOST,
      Kind.CONFLICT);

  @Test
  void noFaultOfAnyCallIsToBeSeen() throws Exception {
    noneIsToBeSeen(2, Talk::new, CallSitesTest::isCall, CallSitesTest::inOneWay);
  }

  @Test
  void norOfAnyThatBeginsAConversationOrChangesMembersAndDevices() throws Exception {
    noneIsToBeSeen(1, MembersTalk::new, CallSitesTest::isOfMembers, CallSitesTest::inOneWay);
  }

  @Tag("soak")
  @Test
  void noFaultOfAnyCallIsToBeSeenInWhateverWay() throws Exception {
    noneIsToBeSeen(2, Talk::new, CallSitesTest::isCall, CallSitesTest::inEachWay);
  }

  @Tag("soak")
  @Test
  void norOfAnyThatBeginsAConversationOrChangesMembersAndDevicesInWhateverWay() throws Exception {
    noneIsToBeSeen(1, MembersTalk::new, CallSitesTest::isOfMembers, CallSitesTest::inEachWay);
  }

  private static boolean isCall(Site site) {
    return site.way() == Way.CALL;
  }

  private static boolean isOfMembers(Site site) {
    return MEMBERS.contains(site.function());
  }

  private static void noneIsToBeSeen(int messages, Chaos.Meeting meeting, Predicate<Site> chosen,
      Function<List<Site>, Stream<Plan.Once>> ways) throws Exception {
    try (var chaos = new Chaos()) {
      var sites = chaos.sites(messages, meeting).stream().filter(chosen).toList();
      var plans = ways.apply(sites).toList();

      var outcomes = chaos.run(plans, messages, meeting);

      assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).as(outcome.log()).isEmpty());
      // Some calls are made only if chance will have it, such as those that repair a presence.
      var disturbed = outcomes.stream().filter(Outcome::disturbed).count();
      System.out.println(sites.size() + " places, " + disturbed + " of " + plans.size() + " faults came about; not:");
      outcomes.stream().filter(outcome -> !outcome.disturbed()).forEach(calm -> System.out.println("  " + calm.plan()));
      assertThat(disturbed).isGreaterThan(plans.size() * 3L / 4);
    }
  }

  private static Stream<Plan.Once> inOneWay(List<Site> sites) {
    return IntStream.range(0, sites.size()).mapToObj(index -> {
      var kinds = hardest(sites.get(index)).toList();
      return new Plan.Once(sites.get(index), 1, kinds.get(index % kinds.size()));
    });
  }

  private static Stream<Plan.Once> inEachWay(List<Site> sites) {
    return sites.stream().flatMap(site -> Stream.of(Kind.values()).filter(kind -> kind.suits(site))
        .map(kind -> new Plan.Once(site, 1, kind)));
  }

  private static Stream<Kind> hardest(Site site) {
    return HARDEST.stream().filter(kind -> kind.suits(site));
  }
}
