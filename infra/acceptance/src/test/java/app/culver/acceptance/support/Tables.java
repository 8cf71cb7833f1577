package app.culver.acceptance.support;

import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The tables, read and written behind the functions' backs, past the taps. */
public final class Tables {
  // DynamoDB Local checks the form of the signature, not the signature.
  private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

  private final URI endpoint;
  private final Map<String, String> names;

  /** @param names physical names by logical ids */
  Tables(URI endpoint, Map<String, String> names) {
    this.endpoint = endpoint;
    this.names = Map.copyOf(names);
  }

  /** The logical ids of all tables. */
  public TreeSet<String> ids() {
    return new TreeSet<>(names.keySet());
  }

  /** The name of a table by its logical id. */
  public String name(String id) {
    return names.get(id);
  }

  /** The logical id of a table by its name or ARN. */
  public String id(String nameOrArn) {
    var name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    return names.entrySet().stream().filter(entry -> entry.getValue().equals(name)).map(Map.Entry::getKey).findFirst()
        .orElseThrow(() -> new AssertionError("no table of the template: " + nameOrArn));
  }

  /** All items of a table, in DynamoDB's JSON. */
  public List<JsonNode> items(String id) {
    var items = new ArrayList<JsonNode>();
    var request = new HashMap<String, Object>(Map.of("TableName", names.get(id)));
    while (true) {
      var page = call("Scan", request);
      page.path("Items").forEach(items::add);
      if (!page.has("LastEvaluatedKey")) {
        return items;
      }
      request.put("ExclusiveStartKey", page.path("LastEvaluatedKey"));
    }
  }

  /** Whether the device's row names a socket. */
  public boolean isConnected(RawDevice device) {
    return !connection(device).isEmpty();
  }

  /** The socket that the device's row names; empty if it names none. */
  public String connection(RawDevice device) {
    return items("AccountsTable").stream()
        .filter(item -> item.at("/item/S").asText().endsWith(device.device().value()))
        .map(item -> item.at("/connection/S").asText()).findFirst().orElse("");
  }

  /** The last position in the log of this conversation, 0 if there is none. */
  public long tail(ConversationId conversation) {
    return call("Query",
        Map.of("TableName", names.get("LogTable"), "KeyConditionExpression", "conversation = :c",
            "ExpressionAttributeValues", Map.of(":c", Map.of("B", conversation.bytes())), "ScanIndexForward", false,
            "Limit", 1, "ConsistentRead", true))
        .path("Items").path(0).at("/seq/N").asLong();
  }

  /** Writes an item, in DynamoDB's JSON. */
  public void put(String id, Map<String, ?> item) {
    call("PutItem", Map.of("TableName", names.get(id), "Item", item));
  }

  /** Deletes an item by its key, in DynamoDB's JSON. */
  public void delete(String id, Map<String, ?> key) {
    call("DeleteItem", Map.of("TableName", names.get(id), "Key", key));
  }

  /** The operation of DynamoDB with this name. */
  JsonNode call(String operation, Object request) {
    try {
      var answer = Wire.HTTP.send(
          HttpRequest.newBuilder(endpoint).header("X-Amz-Target", "DynamoDB_20120810." + operation)
              .header("Content-Type", "application/x-amz-json-1.0").header("Authorization", AUTHORIZATION)
              .POST(HttpRequest.BodyPublishers.ofByteArray(Answer.JSON.writeValueAsBytes(request))).build(),
          HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(operation + ": " + answer.body());
      }
      return Answer.parse(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
