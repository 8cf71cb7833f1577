package app.culver.client.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads and writes JSON trees. Every reader throws {@link MalformedException} for what is missing or of another type. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An empty object to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads one JSON object. */
  public static ObjectNode parse(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedException("not a JSON object");
    } catch (JsonProcessingException notJson) {
      throw new MalformedException("not JSON");
    }
  }

  /** Reads one JSON object from UTF-8. */
  public static ObjectNode parse(byte[] utf8) {
    return parse(new String(utf8, StandardCharsets.UTF_8));
  }

  /** Writes a tree on one line. */
  public static String write(JsonNode node) {
    return node.toString();
  }

  /** Writes a tree as UTF-8 on one line. */
  public static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  public static boolean has(JsonNode object, String name) {
    return object.hasNonNull(name);
  }

  /** The object with this name. */
  public static JsonNode child(JsonNode object, String name) {
    var child = object.get(name);
    if (child == null || !child.isObject()) {
      throw missing(name, "an object");
    }
    return child;
  }

  /** What the reader makes of each element of an array. */
  public static <T> List<T> list(JsonNode object, String name, Function<JsonNode, T> reader) {
    var array = object.get(name);
    if (array == null || !array.isArray()) {
      throw missing(name, "an array");
    }
    var list = new ArrayList<T>(array.size());
    array.forEach(element -> list.add(reader.apply(element)));
    return List.copyOf(list);
  }

  public static String text(JsonNode object, String name) {
    return optionalText(object, name).orElseThrow(() -> missing(name, "text"));
  }

  /** The text with this name; empty if it is absent or null. */
  public static Optional<String> optionalText(JsonNode object, String name) {
    if (!has(object, name)) {
      return Optional.empty();
    }
    if (!object.get(name).isTextual()) {
      throw missing(name, "text");
    }
    return Optional.of(object.get(name).textValue());
  }

  /** An integer that a double can hold without loss, as the contract's are. */
  public static long integer(JsonNode object, String name) {
    var number = object.get(name);
    if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
      throw missing(name, "an integer");
    }
    return number.longValue();
  }

  public static boolean truth(JsonNode object, String name) {
    var truth = object.get(name);
    if (truth == null || !truth.isBoolean()) {
      throw missing(name, "true or false");
    }
    return truth.booleanValue();
  }

  /** Milliseconds since the epoch. */
  public static Instant time(JsonNode object, String name) {
    return Instant.ofEpochMilli(integer(object, name));
  }

  /** Bytes in standard base64. */
  public static byte[] base64(JsonNode object, String name) {
    return decode(text(object, name), name);
  }

  /** Bytes in standard base64; empty if absent or null. */
  public static Optional<byte[]> optionalBase64(JsonNode object, String name) {
    return optionalText(object, name).map(text -> decode(text, name));
  }

  /** What the constructor makes of the text with this name: for identifiers and the like. */
  public static <T> T as(JsonNode object, String name, Function<String, T> constructor) {
    try {
      return constructor.apply(text(object, name));
    } catch (IllegalArgumentException refused) {
      throw missing(name, "well formed");
    }
  }

  /** What the constructor makes of an element that is text. */
  public static <T> T id(JsonNode element, Function<String, T> constructor) {
    try {
      return constructor.apply(element.textValue());
    } catch (IllegalArgumentException refused) {
      throw new MalformedException("an element must be an identifier");
    }
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text, String name) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw missing(name, "base64");
    }
  }

  private static MalformedException missing(String name, String expected) {
    return new MalformedException("\"" + name + "\" must be " + expected);
  }
}
