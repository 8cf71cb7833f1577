package app.culver.aws.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one mapper of requests and answers. */
public final class Json {

  /** Longest string of a request: 65,536 bytes of ciphertext are 87,384 characters of base64. */
  private static final int LONGEST_STRING = 90_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,23}");

  private static final ObjectMapper MAPPER = JsonMapper
      .builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(LONGEST_STRING)
              .maxNameLength(128).maxNumberLength(32).maxTokenCount(50_000).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .defaultPropertyInclusion(
          JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
      .addModule(new Jdk8Module()).addModule(new WireModule())
      .build();

  private static final ObjectMapper EVENTS = new ObjectMapper();

  private Json() {}

  /**
   * Reads a JSON object within the limits.
   *
   * @throws MalformedJsonException if the text is not one JSON value of well-formed text within the limits
   * @throws app.culver.core.refusal.RefusedException if it is another value than an object
   */
  public static ObjectNode object(String text) {
    return asObject(() -> MAPPER.readTree(text));
  }

  /** As {@link #object(String)}, from UTF-8; an invalid sequence is malformed, also one that Jackson's decoder takes. */
  public static ObjectNode object(byte[] utf8) {
    try {
      return object(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException();
    }
  }

  /**
   * The text of a member at the top of what may not even be JSON, as far as it can be read: so that the refusal of a frame
   * can name the frame.
   */
  public static Optional<String> peek(String text, String name) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (found && value == JsonToken.VALUE_STRING) {
          return Optional.of(parser.getText());
        }
        parser.skipChildren();
      }
    } catch (IOException _) {
      // What could be read did not have it.
    }
    return Optional.empty();
  }

  /** An event as the gateway wrote it, with a body of any length as one string in it. */
  public static JsonNode event(InputStream in) throws IOException {
    return EVENTS.readTree(in);
  }

  /**
   * Turns a closed request into its record.
   *
   * @throws app.culver.core.refusal.RefusedException naming the first fault's place
   */
  public static <T> T bind(ObjectNode object, Class<T> type) {
    refuseNulls(object);
    try {
      return MAPPER.treeToValue(object, type);
    } catch (JsonMappingException e) {
      throw Faults.of(e);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException();
    }
  }

  /** An answer's UTF-8. An absent {@link java.util.Optional} is left out. */
  public static byte[] bytes(Object answer) {
    try {
      return MAPPER.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer's text, as {@link #bytes}. */
  public static String text(Object answer) {
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty object to build an answer in. */
  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  /** The tree of an answer, for adding to it. */
  public static ObjectNode tree(Object answer) {
    return MAPPER.valueToTree(answer);
  }

  /** Nothing in a request may be null; Jackson would take it for an absent {@link java.util.Optional}. */
  private static void refuseNulls(ObjectNode object) {
    nullIn(object).ifPresent(pointer -> {
      throw Faults.at(pointer, "must not be null");
    });
  }

  private static Optional<String> nullIn(JsonNode node) {
    if (node.isNull()) {
      return Optional.of("");
    }
    for (var field : node.properties()) {
      Optional<String> found = nullIn(field.getValue());
      if (found.isPresent()) {
        // A name that no request has is input, and not repeated.
        return NAME.matcher(field.getKey()).matches()
            ? found.map(rest -> "/" + field.getKey() + rest)
            : Optional.of("");
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      int index = i;
      Optional<String> found = nullIn(node.get(i));
      if (found.isPresent()) {
        return found.map(rest -> "/" + index + rest);
      }
    }
    return Optional.empty();
  }

  private static ObjectNode asObject(Reading reading) {
    JsonNode node;
    try {
      node = reading.read();
    } catch (IOException e) {
      throw new MalformedJsonException();
    }
    if (node == null || node.isMissingNode() || !Surrogates.areWellFormed(node)) {
      throw new MalformedJsonException();
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw Faults.at("", "must be an object");
  }

  private interface Reading {
    JsonNode read() throws IOException;
  }
}
