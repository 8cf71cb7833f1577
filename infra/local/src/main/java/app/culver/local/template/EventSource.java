package app.culver.local.template;

import java.util.List;
import java.util.Optional;

/** Something that Lambda polls and feeds to a function. */
public sealed interface EventSource {

  /** Its logical id within the function. */
  String id();

  /** How many records an invocation gets at most. */
  int batchSize();

  /** How long records are gathered before an invocation, in seconds; 0 for not at all. */
  int windowSeconds();

  /** Whether the answer names the records that failed. */
  boolean reportsFailures();

  /**
   * A table's stream.
   *
   * @param table the logical id of the table
   * @param fromStart whether records older than the mapping are read
   * @param retries how often a failing batch is tried again; -1 for as long as records live
   * @param maximumAgeSeconds how old a record may be; -1 for no limit of its own
   * @param bisect whether a failing batch is halved
   * @param onFailure the ARN of the queue or topic that is told of records given up
   * @param filters patterns in JSON of which a record must match one; empty for all records
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html">Parameters</a>
   */
  record Stream(String id, String table, int batchSize, int windowSeconds, boolean fromStart, boolean reportsFailures,
      int retries, int maximumAgeSeconds, boolean bisect, Optional<String> onFailure, List<String> filters)
      implements
        EventSource {}

  /**
   * A queue.
   *
   * @param queue the logical id of the queue
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html">Parameters</a>
   */
  record Polled(String id, String queue, int batchSize, int windowSeconds, boolean reportsFailures)
      implements
        EventSource {}
}
