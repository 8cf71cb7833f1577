package app.culver.local.kms;

import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.template.Key;
import app.culver.local.template.Template;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in for KMS with the template's keys: {@code Sign}, {@code GetPublicKey} and {@code GenerateMac} over its JSON
 * protocol. It checks neither signatures of requests nor permissions.
 */
public final class KmsStandIn implements WebHandler, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MESSAGE_BYTES = 4096;
  private static final int DIGEST_BYTES = 32;

  private final Map<String, StoredKey> keys;
  private final LoopbackServer server;

  private KmsStandIn(Map<String, StoredKey> keys, int port) {
    this.keys = keys;
    this.server = LoopbackServer.start("kms", port, this);
  }

  /** Starts one on any free port, with new keys. */
  public static KmsStandIn start(Template template) {
    return start(template, 0);
  }

  /** Starts one with new keys. */
  public static KmsStandIn start(Template template, int port) {
    var keys = new HashMap<String, StoredKey>();
    template.keys().forEach(key -> keys.put(key.keyId(), StoredKey.make(key)));
    return new KmsStandIn(keys, port);
  }

  /**
   * Starts one that keeps its keys in a file, readable for its owner only.
   *
   * @param first whether the file may be missing, and is made, because nothing was made under its keys yet
   */
  public static KmsStandIn start(Template template, int port, Path file, boolean first) {
    return new KmsStandIn(KeyFile.load(file, template.keys(), first), port);
  }

  /** Where it answers. */
  public URI endpoint() {
    return server.uri();
  }

  @Override
  public WebResponse handle(WebRequest request) {
    try {
      var operation = request.header("X-Amz-Target").orElse("").replaceFirst("^TrentService\\.", "");
      return answer(200, operation(operation, JSON.readTree(request.body())));
    } catch (KmsException refused) {
      return answer(400, Map.of("__type", refused.type(), "message", refused.getMessage()));
    } catch (JsonProcessingException malformed) {
      return answer(400, Map.of("__type", "SerializationException"));
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Map<String, Object> operation(String name, JsonNode request) {
    return switch (name) {
      case "Sign" -> sign(request);
      case "GetPublicKey" -> publicKey(request);
      case "GenerateMac" -> mac(request);
      default -> throw new KmsException("UnknownOperationException",
          "The KMS stand-in knows Sign, GetPublicKey and GenerateMac, not " + name);
    };
  }

  private Map<String, Object> sign(JsonNode request) {
    var stored = find(request);
    expect(request, "SigningAlgorithm", "ECDSA_SHA_256");
    var digest = request.path("MessageType").asText("RAW").equals("DIGEST");
    var message = bytes(request, "Message");
    if (digest && message.length != DIGEST_BYTES) {
      throw KmsException.validation("Digest is invalid length for algorithm ECDSA_SHA_256.");
    }
    var answer = described(stored.key());
    answer.put("Signature", Base64.getEncoder().encodeToString(stored.sign(message, digest)));
    answer.put("SigningAlgorithm", "ECDSA_SHA_256");
    return answer;
  }

  private Map<String, Object> publicKey(JsonNode request) {
    var stored = find(request);
    var answer = described(stored.key());
    answer.put("PublicKey", Base64.getEncoder().encodeToString(stored.publicKey()));
    answer.put("KeySpec", stored.key().spec());
    answer.put("CustomerMasterKeySpec", stored.key().spec());
    answer.put("KeyUsage", stored.key().usage());
    answer.put("SigningAlgorithms", List.of("ECDSA_SHA_256"));
    return answer;
  }

  private Map<String, Object> mac(JsonNode request) {
    var stored = find(request);
    expect(request, "MacAlgorithm", "HMAC_SHA_256");
    var answer = described(stored.key());
    answer.put("Mac", Base64.getEncoder().encodeToString(stored.mac(bytes(request, "Message"))));
    answer.put("MacAlgorithm", "HMAC_SHA_256");
    return answer;
  }

  private StoredKey find(JsonNode request) {
    var name = request.path("KeyId").asText();
    var stored = keys.get(name.substring(name.lastIndexOf('/') + 1));
    if (stored == null || name.startsWith("arn:") && !name.equals(stored.key().arn())) {
      throw new KmsException("NotFoundException", name.startsWith("arn:")
          ? "Key '" + name + "' does not exist"
          : "Invalid keyId " + name);
    }
    return stored;
  }

  private static byte[] bytes(JsonNode request, String field) {
    try {
      var bytes = Base64.getDecoder().decode(request.path(field).asText());
      if (bytes.length >= 1 && bytes.length <= MAX_MESSAGE_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new KmsException("SerializationException", field + " is not base64");
    }
    throw KmsException.validation("1 validation error detected: Value at '" + field
        + "' failed to satisfy constraint: Member must have length between 1 and " + MAX_MESSAGE_BYTES);
  }

  private static void expect(JsonNode request, String field, String value) {
    if (!request.path(field).asText().equals(value)) {
      throw KmsException.validation("Algorithm " + request.path(field).asText() + " is incompatible with key spec.");
    }
  }

  private static Map<String, Object> described(Key key) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("KeyId", key.arn());
    return answer;
  }

  private static WebResponse answer(int status, Map<String, Object> body) {
    try {
      return WebResponse.json(status, JSON.writeValueAsString(body)).with("x-amzn-RequestId", "local");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
