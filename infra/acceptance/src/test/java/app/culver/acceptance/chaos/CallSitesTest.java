package app.culver.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each call that functions make while people talk goes wrong once, in each way that it can. */
class CallSitesTest {
  private static final int MESSAGES = 2;
  private static final int TALKS_AT_ONCE = 6;

  private static final AtomicInteger CAME_ABOUT = new AtomicInteger();
  private static final Witness WITNESS = new Witness();
  private static Cloud.Disturbance disturbance;

  @BeforeAll
  static void watch() {
    disturbance = Cloud.running().disturb(WITNESS);
    Cloud.running().watch(WITNESS);
  }

  @AfterAll
  static void forget() {
    disturbance.close();
  }

  @Test
  void noFaultOfAnyCallIsToBeSeen() throws Exception {
    var talks = new Semaphore(TALKS_AT_ONCE);
    List<Callable<String>> plans = new ArrayList<>();
    for (var site : sites()) {
      for (var kind : Kind.values()) {
        if (kind.suits(site)) {
          plans.add(() -> {
            talks.acquire();
            try {
              return run(Plan.once(site, 1, kind));
            } finally {
              talks.release();
            }
          });
        }
      }
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(plans)).extracting(done -> done.get()).allSatisfy(
          outcome -> assertThat(outcome).isEmpty());
    }
    // Some calls are made only if chance will have it, such as those that repair a presence.
    System.out.println(CAME_ABOUT + " of " + plans.size() + " faults came about");
    assertThat(CAME_ABOUT.get()).isGreaterThan(plans.size() * 3 / 4);
  }

  /** From where services are called when nothing goes wrong. */
  private static List<Site> sites() {
    try (var talk = new Talk(WITNESS)) {
      talk.begin(Plan.calm());
      talk.write(MESSAGES);
      talk.settle();
      assertThat(talk.history().violations()).isEmpty();
      return List.copyOf(talk.calls().keySet());
    }
  }

  private static String run(Plan plan) {
    try (var talk = new Talk(WITNESS)) {
      talk.begin(plan);
      talk.write(MESSAGES);
      talk.settle();
      if (!talk.wasCalm()) {
        CAME_ABOUT.incrementAndGet();
      }
      var violations = talk.history().violations();
      return violations.isEmpty() ? "" : talk.log() + "\n" + violations;
    } catch (Throwable e) {
      return plan + "\n" + e;
    }
  }
}
