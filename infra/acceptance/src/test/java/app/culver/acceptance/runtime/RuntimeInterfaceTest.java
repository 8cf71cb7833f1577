package app.culver.acceptance.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.deployment.Command;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each zip does under Lambda's own runtime what its events ask for. */
class RuntimeInterfaceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SESSION = "AAAAAAAAAAAAAAAAAAAAAA";

  private static Surroundings surroundings;
  private static JsonNode people;

  /** Alice and Bob of the contract's examples, each signed in on a phone. */
  @BeforeAll
  static void signIn() throws IOException {
    surroundings = new Surroundings();
    people = JSON.readTree(Command.ROOT.resolve("contract/examples/people.json").toFile()).path("people");
    for (var person : people) {
      var now = Instant.now();
      var account = person.path("account").asText();
      surroundings.put("AccountsTable", Map.of("account", text(account), "item", text("account"), "phone",
          text(account), "createdAt", number(now.toEpochMilli()), "deviceVersion", number(1)));
      var device = person.path("devices").path(0);
      surroundings.put("AccountsTable",
          Map.of("account", text(account), "item", text("device#" + device.path("device").asText()), "signingKey",
              binary(device.path("signingKey").path("public")), "sealingKey",
              binary(device.path("sealingKey").path("public")), "addedAt", number(now.toEpochMilli()), "session",
              text(SESSION), "sessionStartedAt", number(now.toEpochMilli()), "expires",
              number(now.plusSeconds(3600).getEpochSecond())));
    }
  }

  @AfterAll
  static void close() {
    surroundings.close();
  }

  @Test
  void sessionsTellsItsPublicKeyAndRefusesASpentToken() {
    try (var sessions = surroundings.start("SessionsFunction", Map.of())) {
      var keys = answer(200, sessions.invoke(event("sessions/get-key-set")));
      assertThat(keys.path("keys")).hasSize(1);
      problem(401, "refresh-refused", sessions.invoke(event("sessions/refresh-session")));
      answer(200, sessions.invoke(event("sessions/keep-alive")));
      assertThat(sessions.log()).doesNotContain("ERROR");
    }
  }

  /** An emulator's tokens are not signed: outside the local cloud they would let anybody in as anybody. */
  @Test
  void sessionsDoesNotStartWithAnEmulatorInPlaceOfFirebase() {
    try (var sessions = surroundings.start("SessionsFunction",
        Map.of("FIREBASE_AUTH_EMULATOR_HOST", "127.0.0.1:9099"))) {
      var refused = sessions.invoke(event("sessions/get-key-set"));
      assertThat(refused.has("statusCode")).as(refused.toString()).isFalse();
      assertThat(sessions.log()).contains("FIREBASE_AUTH_EMULATOR_HOST");
    }
  }

  @Test
  void accountsKnowsWhoAsks() {
    try (var accounts = surroundings.start("AccountsFunction", Map.of())) {
      var own = answer(200, accounts.invoke(by("alice", event("accounts/get-own-account"))));
      assertThat(own.path("account").asText()).isEqualTo(account("alice"));
      problem(401, "unauthenticated", accounts.invoke(event("accounts/get-own-account")));
      problem(401, "unauthenticated", accounts.invoke(event("accounts/keep-alive")));
      assertThat(accounts.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void theAuthorizerLetsInWhoHasATokenAndNobodyElse() {
    try (var authorizer = surroundings.start("AuthorizerFunction", Map.of())) {
      var event = event("authorizer/header");
      var bearer = "Bearer " + token("alice");
      ((ObjectNode) event.path("headers")).put("Authorization", bearer);
      ((ObjectNode) event.path("multiValueHeaders")).putArray("Authorization").add(bearer);
      var allowed = authorizer.invoke(event);
      assertThat(effect(allowed)).as(allowed.toString()).isEqualTo("Allow");
      assertThat(allowed.path("context").path("account").asText()).isEqualTo(account("alice"));
      assertThat(effect(authorizer.invoke(event("authorizer/header")))).isEqualTo("Deny");
      assertThat(effect(authorizer.invoke(event("authorizer/no-token")))).isEqualTo("Deny");
      assertThat(effect(authorizer.invoke(event("authorizer/foreign-origin")))).isEqualTo("Deny");
      assertThat(effect(authorizer.invoke(event("authorizer/keep-alive")))).isEqualTo("Deny");
      assertThat(authorizer.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void connectionsGreetsADevice() {
    try (var connections = surroundings.start("ConnectionsFunction", Map.of())) {
      assertThat(connections.invoke(event("connections/connect-header")).path("statusCode").asInt()).isEqualTo(200);
      var hello = frame("hello", connections.invoke(as("alice", event("connections/hello"))));
      assertThat(hello.path("logEpoch").asInt()).isEqualTo(1);
      assertThat(connections.invoke(as("alice", event("connections/disconnect"))).path("statusCode").asInt())
          .isEqualTo(200);
      frame("error", connections.invoke(event("connections/keep-alive")));
      assertThat(connections.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void aConversationIsOpenedAndTakesAMessage() {
    try (var conversations = surroundings.start("ConversationsFunction", Map.of());
        var messages = surroundings.start("MessagesFunction", Map.of())) {
      var opened = answer(201, conversations.invoke(by("alice", event("conversations/open-conversation"))));
      assertThat(opened.path("members")).hasSize(2);
      problem(401, "unauthenticated", conversations.invoke(event("conversations/keep-alive")));

      frame("pong", messages.invoke(as("bob", event("messages/ping"))));
      var synced = answer(200, messages.invoke(by("alice", event("messages/http-sync"))));
      assertThat(synced.path("conversations").path(0).path("entries")).hasSize(1);
      // The example names a second device of Alice, which she does not have here.
      problem(409, "stale-device-list", messages.invoke(by("bob", event("messages/http-send"))));
      frame("error", messages.invoke(as("bob", event("messages/unknown-action"))));
      problem(401, "unauthenticated", messages.invoke(event("messages/keep-alive")));
      assertThat(conversations.log() + messages.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void mediaSignsAddressesForThoseInTheConversationAlone() {
    try (var media = surroundings.start("MediaFunction", Map.of())) {
      problem(404, "not-found", media.invoke(by("alice", event("media/prepare-download"))));
      problem(401, "unauthenticated", media.invoke(event("media/prepare-upload")));
      problem(401, "unauthenticated", media.invoke(event("media/keep-alive")));
      assertThat(media.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void deliverRemembersWhatWasAppended() {
    try (var deliver = surroundings.start("DeliverFunction", Map.of())) {
      var event = event("deliver/appended");
      var done = deliver.invoke(event);
      assertThat(done.has("errorMessage")).as(done.toString()).isFalse();
      assertThat(done.path("batchItemFailures")).isEmpty();
      var last = event.path("Records").path(event.path("Records").size() - 1).path("dynamodb").path("Keys");
      var conversation = last.path("conversation").path("B").asText().replace('+', '-').replace('/', '_').substring(0,
          22);
      var head = surroundings.get("ConversationsTable",
          Map.of("conversation", text(conversation), "item", text("head")));
      assertThat(head.path("seq").path("N").asText()).isEqualTo(last.path("seq").path("N").asText());
      assertThat(deliver.invoke(event("deliver/keep-alive")).has("errorMessage")).isFalse();
    }
  }

  @Test
  void pushLooksWhetherADeviceCanBeWoken() {
    try (var push = surroundings.start("PushFunction", Map.of())) {
      for (var name : new String[]{"push/burst", "push/keep-alive"}) {
        var done = push.invoke(event(name));
        assertThat(done.has("errorMessage")).as(done.toString()).isFalse();
        assertThat(done.path("batchItemFailures")).isEmpty();
      }
      assertThat(push.log()).doesNotContain("ERROR");
    }
  }

  /** A stub would get everybody's push tokens. */
  @Test
  void pushDoesNotStartWithAStubInPlaceOfFirebase() {
    try (var push = surroundings.start("PushFunction", Map.of("FCM_ENDPOINT", "http://127.0.0.1:9100"))) {
      assertThat(push.invoke(event("push/keep-alive")).has("batchItemFailures")).isFalse();
      assertThat(push.log()).contains("FCM_ENDPOINT");
    }
  }

  private static ObjectNode event(String name) {
    try {
      return (ObjectNode) JSON.readTree(Command.ROOT.resolve("events/" + name + ".json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The request with a token that is valid now. */
  private static ObjectNode by(String person, ObjectNode request) {
    ((ObjectNode) request.path("headers")).put("authorization", "Bearer " + token(person));
    return request;
  }

  /** The frame on a socket of this person's. */
  private static ObjectNode as(String person, ObjectNode frame) {
    ((ObjectNode) frame.path("requestContext")).putObject("authorizer").put("account", account(person))
        .put("device", device(person)).put("session", SESSION).put("principalId", account(person));
    return frame;
  }

  private static JsonNode answer(int status, JsonNode returned) {
    assertThat(returned.path("statusCode").asInt()).as(returned.toString()).isEqualTo(status);
    return parse(returned.path("body").asText());
  }

  private static void problem(int status, String name, JsonNode returned) {
    assertThat(answer(status, returned).path("type").asText()).isEqualTo("urn:culver:problem:" + name);
  }

  private static JsonNode frame(String type, JsonNode returned) {
    var frame = answer(200, returned);
    assertThat(frame.path("type").asText()).as(frame.toString()).isEqualTo(type);
    return frame;
  }

  private static String effect(JsonNode policy) {
    return policy.path("policyDocument").path("Statement").path(0).path("Effect").asText();
  }

  private static String token(String person) {
    return surroundings.accessToken(account(person), device(person), SESSION);
  }

  private static String account(String person) {
    return person(person).path("account").asText();
  }

  private static String device(String person) {
    return person(person).path("devices").path(0).path("device").asText();
  }

  private static JsonNode person(String name) {
    return people.valueStream().filter(person -> person.path("name").asText().equals(name)).findFirst().orElseThrow();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Map<String, String> text(String value) {
    return Map.of("S", value);
  }

  private static Map<String, String> number(long value) {
    return Map.of("N", Long.toString(value));
  }

  private static Map<String, String> binary(JsonNode base64) {
    return Map.of("B", base64.asText());
  }
}
