package app.culver.acceptance.chaos;

import app.culver.acceptance.support.Cloud;
import app.culver.local.event.EventFaults;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.tap.TapFaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Lets people talk under plans, several talks side by side. When all of a wave is written, time passes for all of them at
 * once, within which everybody has to be reached.
 */
final class Chaos implements AutoCloseable {
  private static final int TALKS_AT_ONCE = 6;
  private static final int TALKS_IN_A_WAVE = 32;

  private final Whereabouts whereabouts = new Whereabouts();
  private final List<Cloud.Disturbance> disturbances = new ArrayList<>();

  Chaos() {
    var cloud = Cloud.running();
    var witness = new Witness(whereabouts);
    var trouble = new Trouble(whereabouts);
    disturbances.add(cloud.watch(witness));
    disturbances.add(cloud.disturb((TapFaults) trouble));
    disturbances.add(cloud.disturb((GatewayFaults) trouble));
    disturbances.add(cloud.disturb((EventFaults) trouble));
    disturbances.add(cloud.skew(trouble));
    cloud.fcm().answer(trouble::on);
    disturbances.add(cloud.fcm()::acceptAll);
  }

  /** Lets those meet who talk under a plan. */
  interface Meeting extends BiFunction<Whereabouts, Plan, Talk> {}

  /** The places where something could go wrong while people talk in peace. */
  List<Site> sites(int messages, Meeting meeting) throws InterruptedException {
    var running = new Running(Plan.calm());
    var outcome = wave(List.of(running), messages, meeting).getFirst();
    if (!outcome.failure().isEmpty()) {
      throw new AssertionError(outcome.failure());
    }
    return running.talk().orElseThrow().troubles().sites();
  }

  /** One talk under each plan, in which everybody writes so many messages. */
  List<Outcome> run(Collection<? extends Plan> plans, int messages, Meeting meeting) throws InterruptedException {
    var left = plans.stream().map(Running::new).toList();
    var outcomes = new ArrayList<Outcome>();
    while (!left.isEmpty()) {
      var wave = left.subList(0, Math.min(TALKS_IN_A_WAVE, left.size()));
      left = left.subList(wave.size(), left.size());
      outcomes.addAll(wave(wave, messages, meeting));
    }
    return outcomes;
  }

  private List<Outcome> wave(List<Running> wave, int messages, Meeting meeting) throws InterruptedException {
    atOnce(wave, running -> running.talk(whereabouts, meeting, messages));
    pass(wave);
    if (talks(wave).anyMatch(Talk::isTakenUpAgain)) {
      atOnce(wave, running -> running.again(messages));
      pass(wave);
    }
    return atOnce(wave, Running::end);
  }

  private void pass(List<Running> wave) {
    new Passing(talks(wave).toList(), whereabouts::isBatchUnderWay).pass();
  }

  private static Stream<Talk> talks(List<Running> wave) {
    return wave.stream().flatMap(running -> running.talk().stream());
  }

  private interface Step<A, B> {
    B on(A each);
  }

  private static <A, B> List<B> atOnce(List<? extends A> all, Step<A, B> step) throws InterruptedException {
    var permits = new Semaphore(TALKS_AT_ONCE);
    List<Callable<B>> tasks = all.stream().<Callable<B>>map(each -> () -> {
      permits.acquire();
      try {
        return step.on(each);
      } finally {
        permits.release();
      }
    }).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tasks).stream().map(Chaos::get).toList();
    }
  }

  private static <T> T get(Future<T> task) {
    try {
      return task.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    disturbances.forEach(Cloud.Disturbance::close);
  }
}
