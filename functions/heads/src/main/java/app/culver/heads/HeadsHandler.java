package app.culver.heads;

import app.culver.aws.dynamo.DynamoHeads;
import app.culver.aws.json.Json;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Log;
import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Heads;
import app.culver.core.identifier.ConversationId;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Takes a batch of the log's stream and raises each conversation's head once. What could not be done is named in the
 * answer: the stream comes again from the first of it on, and raising the others twice changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial batch
 *     responses</a>
 */
public final class HeadsHandler implements RequestStreamHandler {
  private static final int MOST_AT_ONCE = 16;

  private final Heads heads;

  public HeadsHandler() {
    this(Environment.ofProcess());
  }

  private HeadsHandler(Environment environment) {
    this(new DynamoHeads(new AwsClients(environment).dynamoDb(), environment.required("CONVERSATIONS_TABLE")));
  }

  HeadsHandler(Heads heads) {
    this.heads = heads;
  }

  private record Answer(List<Failure> batchItemFailures) {}

  private record Failure(String itemIdentifier) {}

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log log = Log.of(context);
    List<Failure> failures = new ArrayList<>();
    Map<ConversationId, Appended> highest = new HashMap<>();
    List<Appended> batch = new ArrayList<>();
    for (JsonNode record : Json.event(in).path("Records")) {
      try {
        Appended appended = Appended.of(record);
        batch.add(appended);
        highest.merge(appended.conversation(), appended, Appended::higher);
      } catch (RuntimeException e) {
        log.error("a record that cannot be read", e);
        failures.add(new Failure(Appended.sequenceNumber(record)));
      }
    }
    Set<ConversationId> done = raise(highest.values(), log);
    batch.stream().filter(appended -> !done.contains(appended.conversation()))
        .forEach(appended -> failures.add(new Failure(appended.sequenceNumber())));
    out.write(Json.bytes(new Answer(failures)));
  }

  /** Gives the conversations whose heads were raised, or stood high enough. */
  private Set<ConversationId> raise(Collection<Appended> highest, Log log) {
    Semaphore permits = new Semaphore(MOST_AT_ONCE);
    Map<ConversationId, Pending<Boolean>> raises = new HashMap<>();
    highest.forEach(appended -> raises.put(appended.conversation(), Pending.start(permits, () -> {
      try {
        heads.raise(appended.conversation(), appended.head());
        return true;
      } catch (RuntimeException e) {
        log.error("a head that was not raised", e);
        return false;
      }
    })));
    return raises.entrySet().stream().filter(raise -> raise.getValue().get()).map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
