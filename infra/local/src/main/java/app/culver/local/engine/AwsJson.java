package app.culver.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The few words of AWS's JSON protocol that the local cloud itself speaks to its engines; dependents bring their own SDK. */
public final class AwsJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(5)).build();
  // DynamoDB Local checks the form of the signature, not the signature.
  private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

  private final URI endpoint;

  /** Speaks to that endpoint. */
  public AwsJson(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Calls an operation.
   *
   * @param target version and operation, {@code DynamoDB_20120810.PutItem}
   * @throws AwsException if the answer is an error
   * @throws UncheckedIOException if there is no answer
   */
  public JsonNode call(String target, Object request) {
    try {
      var answer = HTTP.send(HttpRequest.newBuilder(endpoint).header("X-Amz-Target", target)
          .header("Content-Type", "application/x-amz-json-1.0").header("Authorization", AUTHORIZATION)
          .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request))).build(),
          HttpResponse.BodyHandlers.ofByteArray());
      var body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        var type = body.path("__type").asText();
        throw new AwsException(type.substring(type.lastIndexOf('#') + 1),
            target + ": " + type + " " + body.path("message").asText(body.path("Message").asText()));
      }
      return body;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted during " + target, interrupted));
    }
  }

  /** A value as JSON. */
  public static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** An error that the service answered. */
  public static final class AwsException extends RuntimeException {
    private final String type;

    AwsException(String type, String message) {
      super(message);
      this.type = type;
    }

    /** Its name, such as {@code ResourceInUseException}. */
    public String type() {
      return type;
    }
  }
}
