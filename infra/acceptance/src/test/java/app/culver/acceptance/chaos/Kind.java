package app.culver.acceptance.chaos;

import app.culver.local.tap.TapFaults.Fault;
import java.time.Duration;

/** What may become of a call. */
enum Kind {
  KILLED_BEFORE(new Fault.Killed(false)),
  KILLED_AFTER(new Fault.Killed(true)),
  ANSWER_LOST(new Fault.Lost()),
  THROTTLED(Fault.Answered.error(400, "ProvisionedThroughputExceededException", "slow down")),
  CONFLICT(Fault.Answered.error(400, "TransactionConflictException", "a transaction is under way")),
  OUT_OF_ORDER(Fault.Answered.error(503, "ServiceUnavailable", "try again")),
  LATE(new Fault.Late(Duration.ofMillis(700)));

  private final Fault fault;

  Kind(Fault fault) {
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  /** Whether the service can answer so at all. */
  boolean suits(Site site) {
    return this != CONFLICT || site.service().equals("dynamodb") && !site.operation().equals("Query");
  }
}
