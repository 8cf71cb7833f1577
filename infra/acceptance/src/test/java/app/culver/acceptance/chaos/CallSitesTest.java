package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.chaos.Chaos.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each call that functions make while people talk goes wrong once, in each way that it can. */
class CallSitesTest {
  private static final int MESSAGES = 2;

  @Test
  void noFaultOfAnyCallIsToBeSeen() throws Exception {
    try (var chaos = new Chaos()) {
      List<Plan> plans = new ArrayList<>();
      for (var site : sites(chaos)) {
        for (var kind : Kind.values()) {
          if (kind.suits(site)) {
            plans.add(Plan.once(site, 1, kind));
          }
        }
      }

      var outcomes = chaos.run(plans, MESSAGES);

      assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).as(outcome.log()).isEmpty());
      // Some calls are made only if chance will have it, such as those that repair a presence.
      var disturbed = outcomes.stream().filter(Outcome::disturbed).count();
      System.out.println(disturbed + " of " + plans.size() + " faults came about");
      assertThat(disturbed).isGreaterThan(plans.size() * 3L / 4);
    }
  }

  /** From where services are called when nothing goes wrong. */
  private static List<Site> sites(Chaos chaos) {
    try (var talk = chaos.calmly(MESSAGES)) {
      assertThat(talk.history().violations()).isEmpty();
      return talk.sites();
    }
  }
}
