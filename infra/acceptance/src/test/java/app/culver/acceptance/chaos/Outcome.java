package app.culver.acceptance.chaos;

import java.util.List;

/**
 * How a talk went.
 *
 * @param hits what went wrong, in order
 * @param messages how many were written
 * @param log what was planned and what went wrong
 * @param failure what was to be seen of it and must not be; empty if all is well
 */
record Outcome(Plan plan, List<Hit> hits, int messages, String log, String failure) {

  /** Whether anything went wrong. */
  boolean disturbed() {
    return !hits.isEmpty();
  }

  boolean failed() {
    return !failure.isEmpty();
  }
}
