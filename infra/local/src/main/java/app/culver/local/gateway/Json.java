package app.culver.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** JSON in and out. */
public final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The value that the bytes hold; empty if they are not JSON. */
  public static Optional<JsonNode> parse(byte[] bytes) {
    try {
      return present(MAPPER.readTree(bytes));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /** The value that the text holds; empty if it is not JSON. */
  public static Optional<JsonNode> parse(String text) {
    try {
      return present(MAPPER.readTree(text));
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code {"message": text}}, the form of the gateway's own answers. */
  public static String message(String text) {
    return object().put("message", text).toString();
  }

  private static Optional<JsonNode> present(JsonNode node) {
    return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }
}
