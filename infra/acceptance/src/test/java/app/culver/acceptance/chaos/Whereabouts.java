package app.culver.acceptance.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Knows whose connections, instances, tokens and records are, and in which talk they take part. */
final class Whereabouts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Talk> talkOfDevice = new ConcurrentHashMap<>();
  private final Map<String, Talk> talkOfConversation = new ConcurrentHashMap<>();
  private final Map<String, List<Talk>> talksOfInstance = new ConcurrentHashMap<>();
  private final Map<String, String> routeOfInstance = new ConcurrentHashMap<>();
  private final Set<String> fed = ConcurrentHashMap.newKeySet();
  private final Map<String, String> deviceOfConnection = new ConcurrentHashMap<>();
  private final Map<String, String> deviceOfToken = new ConcurrentHashMap<>();

  /** A device takes part in a talk. */
  void device(String device, Talk talk) {
    talkOfDevice.put(device, talk);
  }

  /** A device can be woken by a token. */
  void token(String token, String device) {
    deviceOfToken.put(token, device);
  }

  /** A talk is held in a conversation. */
  void conversation(String conversation, Talk talk) {
    talkOfConversation.put(conversation, talk);
  }

  /** An invocation begins. */
  void invoked(String instance, JsonNode event) {
    if (event.has("Records")) {
      fed.add(instance);
    }
    var device = caller(event);
    var connection = event.at("/requestContext/connectionId").asText();
    if (!device.isEmpty() && !connection.isEmpty()) {
      deviceOfConnection.put(connection, device);
    }
    routeOfInstance.put(instance, route(event));
    var talks = talksOf(event);
    talksOfInstance.put(instance, talks.isEmpty() ? talkWith(device).stream().toList() : talks);
  }

  /** An invocation has ended. */
  void ended(String instance) {
    talksOfInstance.remove(instance);
    routeOfInstance.remove(instance);
    fed.remove(instance);
  }

  /** Whether a batch is being dealt with. */
  boolean isBatchUnderWay() {
    return !fed.isEmpty();
  }

  Optional<String> deviceOf(String connection) {
    return Optional.ofNullable(deviceOfConnection.get(connection));
  }

  Optional<String> deviceWith(String token) {
    return Optional.ofNullable(deviceOfToken.get(token));
  }

  Optional<Talk> talkWith(String device) {
    return Optional.ofNullable(talkOfDevice.get(device));
  }

  /** On whose behalf an instance works. */
  List<Talk> talksServedBy(String instance) {
    return talksOfInstance.getOrDefault(instance, List.of());
  }

  /** Whether an instance works on a talk's behalf. */
  boolean isServed(Talk talk) {
    return talksOfInstance.values().stream().anyMatch(talks -> talks.contains(talk));
  }

  /** What an instance has been asked for; empty if it was fed a batch. */
  String routeServedBy(String instance) {
    return routeOfInstance.getOrDefault(instance, "");
  }

  /** By HTTP it names the method, too. */
  private static String route(JsonNode event) {
    return event.path("routeKey").asText(event.at("/requestContext/routeKey").asText());
  }

  /** The talks that a batch concerns, in the order of its records. */
  List<Talk> talksOf(JsonNode event) {
    return StreamSupport.stream(event.path("Records").spliterator(), false).flatMap(Whereabouts::conversations)
        .flatMap(conversation -> Stream.ofNullable(talkOfConversation.get(conversation))).distinct().toList();
  }

  private static Stream<String> conversations(JsonNode record) {
    var key = record.at("/dynamodb/Keys/conversation/B").asText();
    if (!key.isEmpty()) {
      return Stream.of(ConversationId.of(Base64.getDecoder().decode(key)).value());
    }
    var body = parse(record.path("body").asText().getBytes(UTF_8));
    return Stream.concat(Stream.of(body.path("conversation").asText()),
        StreamSupport.stream(body.path("stretches").spliterator(), false)
            .map(stretch -> stretch.path("conversation").asText()));
  }

  /** Who calls: by socket the authorizer has said so, by HTTP one of the two tokens does; empty for nobody. */
  static String caller(JsonNode event) {
    var authorized = event.at("/requestContext/authorizer/device").asText();
    if (!authorized.isEmpty()) {
      return authorized;
    }
    var parts = event.at("/headers/authorization").asText().split("\\.");
    return parts.length == 3
        ? parse(Base64.getUrlDecoder().decode(parts[1])).path("device").asText()
        : renewing(event.path("body").asText());
  }

  /** Whose refresh token it is that stands in the request. */
  private static String renewing(String body) {
    var token = body.startsWith("{") ? parse(body.getBytes(UTF_8)).path("refreshToken").asText() : "";
    var bytes = token.isEmpty() ? new byte[0] : Base64.getUrlDecoder().decode(token);
    return bytes.length < 32 ? "" : DeviceId.of(Arrays.copyOfRange(bytes, 16, 32)).value();
  }

  static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
