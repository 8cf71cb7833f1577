package app.culver.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One JSON object on one line, in ASCII: whatever a message holds, a terminal is safe and the locale means nothing. */
final class JsonLine {
  private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonLine() {}

  static ObjectNode of(String type) {
    return MAPPER.createObjectNode().put("type", type);
  }

  static String write(ObjectNode json) {
    try {
      // DEL is the one control character in ASCII that JSON lets stand.
      return MAPPER.writeValueAsString(json).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
