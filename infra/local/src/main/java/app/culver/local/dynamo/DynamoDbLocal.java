package app.culver.local.dynamo;

import app.culver.local.engine.AwsJson;
import app.culver.local.engine.Engine;
import app.culver.local.server.WebHandler;
import app.culver.local.template.Table;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * Creates the template's tables that are not there yet, with streams; {@link Expiry} takes care of times to live.
   *
   * @throws IllegalStateException if a folder keeps a table that has other keys or another stream than the template's
   */
  public void createTables(Template template) {
    var existing = new HashSet<String>();
    client.call("DynamoDB_20120810.ListTables", Map.of()).get("TableNames")
        .forEach(name -> existing.add(name.asText()));
    template.tables().forEach(table -> {
      if (existing.contains(table.name())) {
        check(table);
      } else {
        create(table);
      }
    });
  }

  private void check(Table table) {
    var kept = client.call("DynamoDB_20120810.DescribeTable", Map.of("TableName", table.name())).path("Table");
    var wanted = AwsJson.tree(TableRequest.create(table));
    for (var part : List.of("KeySchema", "AttributeDefinitions", "StreamSpecification")) {
      if (!Set.copyOf(parts(kept.path(part))).equals(Set.copyOf(parts(wanted.path(part))))) {
        throw new IllegalStateException("the table " + table.name() + " was made by another template: its " + part
            + " differs. Begin with another data folder");
      }
    }
  }

  private static List<JsonNode> parts(JsonNode node) {
    return node.isMissingNode() ? List.of() : node.isArray() ? node.valueStream().toList() : List.of(node);
  }

  private void create(Table table) {
    client.call("DynamoDB_20120810.CreateTable", TableRequest.create(table));
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
