package app.culver.client.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Reads {@code contract/vectors}. */
final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  static JsonNode load(String name) {
    var file = Path.of(System.getProperty("culver.root"), "contract", "vectors", name + ".json");
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A test for each element, with the element's name or else its text. */
  static Stream<DynamicTest> each(JsonNode array, ThrowingConsumer<JsonNode> test) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(vector -> DynamicTest.dynamicTest(vector.path("name").asText(vector.toString()),
            () -> test.accept(vector)));
  }

  static byte[] hex(JsonNode vector, String member) {
    return HexFormat.of().parseHex(vector.get(member).textValue());
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] base64(JsonNode vector, String member) {
    return Base64.getDecoder().decode(vector.get(member).textValue());
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String text(JsonNode vector, String member) {
    return vector.get(member).textValue();
  }
}
