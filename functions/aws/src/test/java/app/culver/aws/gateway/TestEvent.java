package app.culver.aws.gateway;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** An event of {@code events/}, changed as a test wants it, for the HTTP routes of a handler. */
public final class TestEvent {
  /** The id by which problems name the request. */
  public static final String REQUEST_ID = "8f5d1c0e-request";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode event;

  private TestEvent(ObjectNode event) {
    this.event = event;
  }

  /** What a handler answered; the body is missing if there was none. */
  public record Answer(int status, JsonNode headers, JsonNode body) {
    public String header(String name) {
      return headers.path(name).asText();
    }

    /** The last part of a problem's type; empty if it is not a problem. */
    public String problem() {
      String type = body.path("type").asText();
      return header("content-type").equals("application/problem+json")
          ? type.replace("urn:culver:problem:", "")
          : "";
    }

    /** The pointer and detail of the first fault of a request. */
    public String fault() {
      JsonNode fault = body.path("errors").path(0);
      return fault.path("pointer").asText() + " " + fault.path("detail").asText();
    }
  }

  /** The event {@code events/<function>/<name>.json}. */
  public static TestEvent of(String function, String name) {
    Path file = Path.of(System.getProperty("culver.root"), "events", function, name + ".json");
    try {
      return new TestEvent((ObjectNode) MAPPER.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With this bearer token. */
  public TestEvent token(String token) {
    event.withObject("headers").put("authorization", "Bearer " + token);
    return this;
  }

  /** Without the header. */
  public TestEvent without(String header) {
    event.withObject("headers").remove(header);
    return this;
  }

  public TestEvent path(String name, String value) {
    event.withObject("pathParameters").put(name, value);
    return this;
  }

  public TestEvent body(String body) {
    event.put("body", body);
    return this;
  }

  /** With this body, as the gateway writes one whose content type it takes for binary. */
  public TestEvent binaryBody(byte[] body) {
    event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    return this;
  }

  /** The body that the file has. */
  public ObjectNode body() {
    try {
      return (ObjectNode) MAPPER.readTree(event.path("body").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event itself, for changes that are rarer than the others. */
  public ObjectNode raw() {
    return event;
  }

  /** What the handler answers. */
  public Answer to(RequestStreamHandler handler) {
    try {
      var out = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), out,
          new TestContext(REQUEST_ID));
      JsonNode answer = MAPPER.readTree(out.toByteArray());
      String body = answer.path("body").asText("");
      return new Answer(answer.path("statusCode").asInt(), answer.path("headers"),
          body.isEmpty() ? MAPPER.missingNode() : MAPPER.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
