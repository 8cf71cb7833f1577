package app.culver.local.dynamo;

import app.culver.local.template.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What DynamoDB's {@code CreateTable} wants to hear. */
final class TableRequest {
  private TableRequest() {}

  static Map<String, Object> create(Table table) {
    var request = new LinkedHashMap<String, Object>();
    request.put("TableName", table.name());
    request.put("BillingMode", "PAY_PER_REQUEST");
    request.put("AttributeDefinitions", definitions(table));
    request.put("KeySchema", schema(table.partition(), table.sort()));
    if (!table.indexes().isEmpty()) {
      request.put("GlobalSecondaryIndexes", table.indexes().stream().map(TableRequest::index).toList());
    }
    table.streamView()
        .ifPresent(view -> request.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", view)));
    return request;
  }

  /** A key that no function makes. */
  static Map<String, Object> anyKey(Table table) {
    var key = new LinkedHashMap<String, Object>();
    key.put(table.partition().name(), anyValue(table.partition().type()));
    table.sort().ifPresent(sort -> key.put(sort.name(), anyValue(sort.type())));
    return key;
  }

  private static Map<String, Object> anyValue(String type) {
    return Map.of(type, type.equals("N") ? "0" : "AAAA");
  }

  private static List<Map<String, Object>> definitions(Table table) {
    var attributes = new LinkedHashSet<Table.Attribute>();
    attributes.add(table.partition());
    table.sort().ifPresent(attributes::add);
    table.indexes().forEach(index -> {
      attributes.add(index.partition());
      index.sort().ifPresent(attributes::add);
    });
    return attributes.stream()
        .map(each -> Map.<String, Object>of("AttributeName", each.name(), "AttributeType", each.type())).toList();
  }

  private static List<Map<String, Object>> schema(Table.Attribute partition, Optional<Table.Attribute> sort) {
    var schema = new ArrayList<Map<String, Object>>();
    schema.add(Map.of("AttributeName", partition.name(), "KeyType", "HASH"));
    sort.ifPresent(attribute -> schema.add(Map.of("AttributeName", attribute.name(), "KeyType", "RANGE")));
    return schema;
  }

  private static Map<String, Object> index(Table.Index index) {
    var projection = new LinkedHashMap<String, Object>();
    projection.put("ProjectionType", index.projection());
    if (!index.attributes().isEmpty()) {
      projection.put("NonKeyAttributes", index.attributes());
    }
    return Map.of("IndexName", index.name(), "KeySchema", schema(index.partition(), index.sort()), "Projection",
        projection);
  }
}
