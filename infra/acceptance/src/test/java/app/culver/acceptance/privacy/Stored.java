package app.culver.acceptance.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * An attribute as it is stored.
 *
 * @param table logical id, without "Table"
 * @param item which kind of item of that table
 * @param attribute its name, inside of maps with dots; {@code *} for an identifier as a name
 * @param type DynamoDB's, of lists that of their items with brackets
 */
record Stored(String table, String item, String attribute, String type) implements Comparable<Stored> {

  /** All attributes of an item, in DynamoDB's JSON. */
  static Set<Stored> of(String tableId, JsonNode item) {
    var all = new TreeSet<Stored>();
    var table = tableId.replace("Table", "");
    item.properties().forEach(each -> add(all, table, kind(table, item), each.getKey(), each.getValue()));
    return all;
  }

  private static void add(Set<Stored> all, String table, String item, String name, JsonNode value) {
    var type = value.fieldNames().next();
    switch (type) {
      case "M" -> value.path(type).properties().forEach(
          each -> add(all, table, item, name + "." + each.getKey().replaceAll("[A-Za-z0-9_-]{22}", "*"),
              each.getValue()));
      case "L" -> value.path(type)
          .forEach(each -> all.add(new Stored(table, item, name, "[" + each.fieldNames().next() + "]")));
      default -> all.add(new Stored(table, item, name, type));
    }
  }

  /** Items of the log have numbers for names; others begin with what they are. */
  private static String kind(String table, JsonNode item) {
    return switch (table) {
      case "Log" -> item.has("m") ? "membership" : "message";
      case "Memberships" -> item.at("/conversation/S").asText().startsWith("#block#") ? "block" : "membership";
      case "Identifiers" -> item.at("/identifier/S").asText().replaceFirst("#.*", "");
      default -> item.at("/item/S").asText().replaceFirst("#.*", "");
    };
  }

  @Override
  public int compareTo(Stored other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return table + " | " + item + " | " + attribute + " | " + type;
  }
}
