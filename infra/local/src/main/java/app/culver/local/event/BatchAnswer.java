package app.culver.local.event;

import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a function said of a batch.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">Partial
 *     batch responses</a>
 */
final class BatchAnswer {
  private BatchAnswer() {}

  /** The identifiers that failed: all of them if the invocation did, or if the answer is not to be understood. */
  static Set<String> failed(Invocation outcome, boolean reportsFailures, List<String> identifiers) {
    return switch (outcome) {
      case Invocation.Failed failed -> new LinkedHashSet<>(identifiers);
      case Invocation.Returned returned when reportsFailures -> reported(returned, identifiers);
      case Invocation.Returned returned -> Set.of();
    };
  }

  private static Set<String> reported(Invocation.Returned returned, List<String> identifiers) {
    var failures = Json.parse(returned.payload()).map(answer -> answer.path("batchItemFailures"));
    // No answer, null, and an empty list all mean success.
    if (failures.isEmpty() || failures.get().isMissingNode() || failures.get().isNull()) {
      return Set.of();
    }
    var failed = new LinkedHashSet<String>();
    for (JsonNode failure : failures.get()) {
      var identifier = failure.path("itemIdentifier").asText();
      if (!identifiers.contains(identifier)) {
        return new LinkedHashSet<>(identifiers);
      }
      failed.add(identifier);
    }
    return failed;
  }
}
