package app.culver.acceptance.chaos;

import app.culver.acceptance.support.Cloud;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Lets people talk under plans, several talks side by side. */
final class Chaos implements AutoCloseable {
  private static final int TALKS_AT_ONCE = 6;

  private final Witness witness = new Witness();
  private final Cloud.Disturbance disturbance = Cloud.running().disturb(witness);

  Chaos() {
    Cloud.running().watch(witness);
  }

  /**
   * How a talk went.
   *
   * @param disturbed whether anything went wrong
   * @param log what was planned and what went wrong
   * @param failure what was to be seen of it and must not be; empty if all is well
   */
  record Outcome(Plan plan, boolean disturbed, String log, String failure) {}

  /** A talk in peace, still open. */
  Talk calmly(int messages) {
    var talk = new Talk(witness);
    talk.begin(Plan.calm());
    talk.write(messages);
    talk.settle();
    return talk;
  }

  /** One talk of two under each plan, in which everybody writes so many messages. */
  List<Outcome> run(Collection<Plan> plans, int messages) throws InterruptedException {
    return run(plans, messages, Talk::new);
  }

  /** One talk under each plan. @param kind lets those meet who talk */
  List<Outcome> run(Collection<Plan> plans, int messages, Function<Witness, Talk> kind) throws InterruptedException {
    var permits = new Semaphore(TALKS_AT_ONCE);
    List<Callable<Outcome>> talks = plans.stream().<Callable<Outcome>>map(plan -> () -> {
      permits.acquire();
      try {
        return run(plan, messages, kind);
      } finally {
        permits.release();
      }
    }).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(talks).stream().map(Chaos::get).toList();
    }
  }

  private Outcome run(Plan plan, int messages, Function<Witness, Talk> kind) {
    try (var talk = kind.apply(witness)) {
      talk.begin(plan);
      talk.write(messages);
      talk.settle();
      var violations = talk.history().violations();
      return new Outcome(plan, talk.wasDisturbed(), talk.log(), violations.isEmpty() ? "" : violations.toString());
    } catch (Exception e) {
      var trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return new Outcome(plan, true, plan.toString(), trace.toString());
    }
  }

  private static Outcome get(Future<Outcome> talk) {
    try {
      return talk.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    disturbance.close();
  }
}
