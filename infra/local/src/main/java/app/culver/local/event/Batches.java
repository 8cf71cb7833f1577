package app.culver.local.event;

import app.culver.local.event.EventFaults.Mishap;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;

/** The way of batches to functions, on which things may go wrong. */
public final class Batches implements Functions {
  private final Functions functions;
  private volatile EventFaults faults = EventFaults.NONE;

  public Batches(Functions functions) {
    this.functions = functions;
  }

  /** What goes wrong from now on; {@link EventFaults#NONE} for nothing. */
  public void disturb(EventFaults next) {
    faults = next;
  }

  @Override
  public Invocation invoke(String function, byte[] event) {
    return switch (faults.on(function, event)) {
      case NONE -> functions.invoke(function, event);
      case REPEATED -> {
        functions.invoke(function, event);
        yield functions.invoke(function, event);
      }
      case REORDERED -> functions.invoke(function, reordered(event));
      case PARTLY_FAILED -> partlyFailed(functions.invoke(function, event), event);
      case ANSWER_LOST -> {
        functions.invoke(function, event);
        yield new Invocation.Failed(Mishap.ANSWER_LOST.name(), "the answer was lost");
      }
    };
  }

  private static byte[] reordered(byte[] event) {
    var batch = (ObjectNode) Json.parse(event).orElseThrow();
    var records = new ArrayList<JsonNode>();
    batch.path("Records").forEach(records::add);
    Collections.reverse(records);
    batch.putArray("Records").addAll(records);
    return Json.bytes(batch);
  }

  private static Invocation partlyFailed(Invocation outcome, byte[] event) {
    if (!(outcome instanceof Invocation.Returned returned)
        || !(Json.parse(returned.payload()).orElse(null) instanceof ObjectNode answer)) {
      return outcome;
    }
    ArrayNode failures = answer.withArray("batchItemFailures");
    var records = Json.parse(event).orElseThrow().path("Records");
    for (int i = 0; i < records.size(); i += 2) {
      failures.addObject().put("itemIdentifier", identifier(records.path(i)));
    }
    return new Invocation.Returned(Json.bytes(answer));
  }

  private static String identifier(JsonNode record) {
    return record.has("messageId") ? record.path("messageId").asText() : StreamBatches.sequenceNumber(record);
  }
}
