package app.culver.aws.dynamo;

import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Writes that happen all or not at all. The SDK gives each call a token, so that its own retries do not write twice. */
final class Transactions {
  private static final String FAILED = "ConditionalCheckFailed";
  private static final Set<String> LOST = Set.of("None", FAILED, "TransactionConflict");
  private static final Set<String> THROTTLED = Set.of("ThrottlingError", "ProvisionedThroughputExceeded");

  private Transactions() {}

  /** What became of a transaction. */
  sealed interface Outcome {
    record Done() implements Outcome {}

    /** Nothing was written. The flags tell, in the order of the actions, whose condition failed; perhaps none: a conflict. */
    record Lost(List<Boolean> failed) implements Outcome {}
  }

  /**
   * Writes one item that others write in transactions.
   *
   * @throws RefusedException Busy if one of those is under way: it will be over when this is tried again
   */
  static <T> T beside(Supplier<T> write) {
    try {
      return write.get();
    } catch (TransactionConflictException e) {
      throw new Busy().because(e);
    }
  }

  /**
   * @throws RefusedException Busy if it was throttled, of which the SDK's retries and {@code Outages} know nothing, since
   *           the exception speaks of a cancelled transaction
   * @throws TransactionCanceledException if it was cancelled for anything else but a race
   * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">Reasons</a>
   */
  static Outcome write(DynamoDbClient dynamo, TransactWriteItem... actions) {
    try {
      dynamo.transactWriteItems(write -> write.transactItems(actions));
      return new Outcome.Done();
    } catch (TransactionCanceledException e) {
      List<String> reasons = e.cancellationReasons().stream().map(CancellationReason::code).toList();
      if (reasons.stream().anyMatch(THROTTLED::contains)) {
        throw new Busy().because(e);
      }
      if (!LOST.containsAll(reasons)) {
        throw e;
      }
      return new Outcome.Lost(reasons.stream().map(FAILED::equals).toList());
    }
  }
}
