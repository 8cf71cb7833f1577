package app.culver.acceptance.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map.Entry;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a call is made on, in words that are the same whoever it is made for: two calls of one function with different
 * targets stand in different places of its code.
 */
final class Target {
  /** What sort of item is meant; behind it there may be whose it is. */
  private static final Pattern SORT = Pattern.compile("([a-z]+)(?:#.*)?");
  private static final String TABLE = "TableName";

  private Target() {}

  /** What a request says of itself; nothing of those that say nothing which matters here. */
  static JsonNode request(String service, byte[] body) {
    return service.equals("dynamodb") || service.equals("sqs")
        ? Whereabouts.parse(body)
        : MissingNode.getInstance();
  }

  static String of(JsonNode request) {
    if (request.has("QueueUrl")) {
      var url = request.path("QueueUrl").asText();
      return url.substring(url.lastIndexOf('/') + 1);
    }
    if (request.has("TransactItems")) {
      return joined(stream(request.path("TransactItems")).flatMap(item -> item.properties().stream())
          .map(action -> action.getKey() + " " + action(action.getValue())), " + ");
    }
    if (request.has("RequestItems")) {
      return joined(request.path("RequestItems").properties().stream().map(Target::batch), " + ");
    }
    return request.has(TABLE) ? action(request) : "";
  }

  private static String batch(Entry<String, JsonNode> asked) {
    return asked.getKey() + braces(Stream.concat(
        stream(asked.getValue().path("Keys")).flatMap(Target::sort), attributes(asked.getValue())));
  }

  /** The table, the sort of item, and the attributes that are named. */
  private static String action(JsonNode request) {
    var item = request.has("Item") ? request.path("Item") : request.path("Key");
    return request.path(TABLE).asText() + braces(Stream.concat(sort(item), attributes(request)));
  }

  private static Stream<String> sort(JsonNode key) {
    var matcher = SORT.matcher(key.at("/item/S").asText());
    return matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty();
  }

  private static Stream<String> attributes(JsonNode request) {
    return stream(request.path("ExpressionAttributeNames")).map(JsonNode::asText);
  }

  private static String braces(Stream<String> words) {
    var text = joined(words, ",");
    return text.isEmpty() ? "" : "(" + text + ")";
  }

  /** However many there are of each, which depends on whom it is done for. */
  private static String joined(Stream<String> words, String with) {
    return words.distinct().sorted().collect(Collectors.joining(with));
  }

  private static Stream<JsonNode> stream(JsonNode many) {
    return StreamSupport.stream(many.spliterator(), false);
  }
}
