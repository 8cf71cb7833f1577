package app.culver.acceptance.chaos;

import app.culver.local.event.EventFaults.Mishap;
import app.culver.local.fcm.Answer;
import app.culver.local.gateway.GatewayFaults.ManagementFault;
import app.culver.local.server.WebResponse;
import app.culver.local.tap.TapFaults.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What may go wrong. */
enum Kind {
  KILLED_BEFORE(Way.CALL, new Fault.Killed(false)),
  KILLED_AFTER(Way.CALL, new Fault.Killed(true)),
  ANSWER_LOST(Way.CALL, new Fault.Lost()),
  THROTTLED(Way.CALL, Fault.Answered.error(400, "ProvisionedThroughputExceededException", "slow down")),
  CONFLICT(Way.CALL, Fault.Answered.error(400, "TransactionConflictException", "a transaction is under way")),
  OUT_OF_ORDER(Way.CALL, Fault.Answered.error(503, "ServiceUnavailable", "try again")),
  LATE(Way.CALL, new Fault.Late(Duration.ofMillis(700))),
  /** Longer than a function waits for an answer; then it is done all the same. */
  TIMED_OUT(Way.CALL, new Fault.Late(Duration.ofMillis(3_500))),

  GONE(Way.POST, ManagementFault.GONE),
  GONE_ALTHOUGH_DONE(Way.POST, ManagementFault.GONE_ALTHOUGH_DONE),
  TOO_MANY_POSTS(Way.POST, ManagementFault.LIMIT_EXCEEDED),
  POST_BROKEN(Way.POST, ManagementFault.INTERNAL_ERROR),
  /** Longer than a function waits; then it is posted all the same. */
  POST_HANGS(Way.POST, ManagementFault.NONE),

  REPEATED(Way.BATCH, Mishap.REPEATED),
  REORDERED(Way.BATCH, Mishap.REORDERED),
  PARTLY_FAILED(Way.BATCH, Mishap.PARTLY_FAILED),
  BATCH_ANSWER_LOST(Way.BATCH, Mishap.ANSWER_LOST),

  TOO_MANY_PUSHES(Way.PUSH, new Answer.QuotaExceeded(Duration.ofSeconds(20))),
  PUSHES_OVERLOADED(Way.PUSH, new Answer.Unavailable(Optional.of(Duration.ofSeconds(20)))),
  UNREGISTERED(Way.PUSH, new Answer.Unregistered()),
  PUSH_HANGS(Way.PUSH, new Answer.Accepted()),

  DROPPED(Way.SOCKET, ""),
  END_LOST(Way.END, ""),

  /** So does its invocation, as soon as the message is in the log. */
  SENDER_DIES(Way.SENDER, "");

  /** Longer than a function waits for a post. */
  static final Duration HANGING = Duration.ofMillis(3_500);

  /** By then whatever is late is done, though the function that wanted it may be over long before. */
  static final Duration LATEST = Duration.ofSeconds(5);

  private final Way way;
  private final Object what;

  Kind(Way way, Object what) {
    this.way = way;
    this.what = what;
  }

  /** Whether that can happen there at all. */
  boolean suits(Site site) {
    return way == site.way() && (this != CONFLICT || site.service().equals("dynamodb")
        && !site.operation().equals("Query") && !site.operation().equals("BatchGetItem"));
  }

  /** Whether it is done later than one may think. */
  boolean isLate() {
    return this == LATE || this == TIMED_OUT || this == POST_HANGS;
  }

  /** What becomes of a call. @param items how many a transaction has */
  Fault fault(Site site, int items) {
    return this == CONFLICT && site.operation().equals("TransactWriteItems") ? cancelled(items) : (Fault) what;
  }

  private static Fault cancelled(int items) {
    var reasons = String.join(",", Collections.nCopies(items, "{\"Code\":\"TransactionConflict\"}"));
    return new Fault.Answered(WebResponse
        .json(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\""
            + "Transaction cancelled, please refer cancellation reasons for specific reasons\",\"CancellationReasons\":["
            + reasons + "]}"));
  }

  ManagementFault post() {
    return (ManagementFault) what;
  }

  Mishap batch() {
    return (Mishap) what;
  }

  /** What the provider answers. @param released ends all that hangs */
  Answer push(CountDownLatch released) {
    return this == PUSH_HANGS ? new Answer.Hang(released) : (Answer) what;
  }
}
