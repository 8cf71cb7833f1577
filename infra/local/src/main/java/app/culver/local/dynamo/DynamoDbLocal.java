package app.culver.local.dynamo;

import app.culver.local.engine.AwsJson;
import app.culver.local.engine.Engine;
import app.culver.local.server.WebHandler;
import app.culver.local.template.Table;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One DynamoDB Local with tables of its own, on a loopback port until it is closed. */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String CLASS = "app.culver.local.engine.dynamodb.DynamoDbEngine";

  private final Engine engine;
  private final AwsJson client;

  private DynamoDbLocal(Engine engine) {
    this.engine = engine;
    this.client = new AwsJson(engine.endpoint());
  }

  /** Starts one in memory on any free port. The first in a JVM takes about two seconds, others milliseconds. */
  public static DynamoDbLocal start() {
    return new DynamoDbLocal(Engine.start("dynamodb", CLASS, Map.of()));
  }

  /** Starts one in memory; port 0 is any free one. */
  public static DynamoDbLocal start(int port) {
    return new DynamoDbLocal(Engine.start("dynamodb", CLASS, Map.of("port", Integer.toString(port))));
  }

  /** Starts one that keeps its tables in an existing folder; port 0 is any free one. */
  public static DynamoDbLocal start(int port, Path folder) {
    return new DynamoDbLocal(
        Engine.start("dynamodb", CLASS, Map.of("port", Integer.toString(port), "folder", folder.toString())));
  }

  /** Where it answers; any region and any credentials will do, and all see the same tables. */
  public URI endpoint() {
    return engine.endpoint();
  }

  /** Answers as the endpoint does, without a socket: what a tap stands before. */
  public WebHandler handler() {
    return engine.handler();
  }

  /** Creates the template's tables that are not there yet, with streams and times to live. */
  public void createTables(Template template) {
    var existing = new HashMap<String, JsonNode>();
    client.call("DynamoDB_20120810.ListTables", Map.of()).get("TableNames")
        .forEach(name -> existing.put(name.asText(), name));
    template.tables().stream().filter(table -> !existing.containsKey(table.name())).forEach(this::create);
  }

  private void create(Table table) {
    client.call("DynamoDB_20120810.CreateTable", TableRequest.create(table));
    table.timeToLive().ifPresent(attribute -> client.call("DynamoDB_20120810.UpdateTimeToLive", Map.of("TableName",
        table.name(), "TimeToLiveSpecification", Map.of("Enabled", true, "AttributeName", attribute))));
    if (table.streamView().isPresent()) {
      // A stream whose first record comes after thousands of other tables' records costs each later put milliseconds.
      var item = TableRequest.anyKey(table);
      client.call("DynamoDB_20120810.PutItem", Map.of("TableName", table.name(), "Item", item));
      client.call("DynamoDB_20120810.DeleteItem", Map.of("TableName", table.name(), "Key", item));
    }
  }

  /** Whether a stream's record tells of the item by which {@link #createTables} opens a stream, which no function is to see. */
  public static boolean isOwn(Table table, JsonNode keys) {
    return keys.equals(AwsJson.tree(TableRequest.anyKey(table)));
  }

  @Override
  public void close() {
    engine.close();
  }
}
