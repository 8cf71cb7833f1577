package app.culver.aws.connections;

import app.culver.aws.runtime.Log;
import app.culver.core.delivery.Outcome;
import app.culver.core.delivery.Outcome.End;

/**
 * Notes in an invocation's log of how many devices it could not tell, by posts or otherwise: counts, and nothing of whose
 * they were.
 */
public final class Undelivered {

  private Undelivered() {}

  /** One line if a post did not get through, and one for each thing that should not have happened on the way. */
  public static void note(Log log, Outcome outcome) {
    if (!outcome.undelivered().isEmpty()) {
      log.info("undelivered", "of", outcome.results().size(), "gone", outcome.posts(End.GONE).size(), "failed",
          outcome.posts(End.FAILED).size(), "cut", outcome.posts(End.CUT).size());
    }
    outcome.faults().forEach(fault -> log.warn("a fault of delivery", fault));
  }

  /** One line if there were devices to be woken that the queue did not take. */
  public static void noteUnasked(Log log, int pushes) {
    if (pushes > 0) {
      log.warn("pushes that nobody was asked for", null, "count", pushes);
    }
  }
}
