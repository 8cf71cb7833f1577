package app.culver.acceptance.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.KeyMaterial;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Recording;
import app.culver.acceptance.support.Store;
import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.Message;
import app.culver.client.crypto.Names;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is a blind relay: after a whole conversation nothing of what it must not know is anywhere on its side. Names
 * of fields prove nothing, so this looks for the things themselves.
 */
class CanaryTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What no server may ever see. */
  private static final Search INSIDE = new Search();
  /** What passes the server, and must not stay with it or go to others. */
  private static final Search PASSING = new Search();

  /** What names somebody or something; whoever wakes devices need not know. */
  private static final Search NAMES = new Search();

  private static final String PUSH_TOKEN = "canary-push-token-" + RANDOM.nextLong(1L << 60, Long.MAX_VALUE);

  @TempDir private static Path folder;

  /** A chunk as it lies in the bucket. */
  private static byte[] chunk;

  private static Recording taps;
  private static Traces traces;

  @BeforeAll
  static void converse() throws Exception {
    taps = Cloud.running().record();
    traces = new Traces(taps);
    var number = Cloud.running().newPhoneNumber();
    var alice = signIn(number);
    var laptop = signIn(number);
    nameThemselves(alice);
    byTheWire(alice, laptop);
    byPush(alice);
    inAGroup(alice, laptop);
    byTheClient(alice);
    byMistake(alice);
    alice.refresh();
    note(alice);
    laptop.delete("/v1/sessions/current").expect(204);
    taps.awaitQuiet();
  }

  @AfterAll
  static void end() {
    taps.close();
  }

  @Test
  void nothingIsStored() {
    assertThat(Traces.found(INSIDE, Traces.stored())).isEmpty();
    assertThat(Traces.found(PASSING, Traces.stored())).isEmpty();
  }

  @Test
  void nothingIsInTheBucket() {
    assertThat(chunk).hasSize(4112);
    assertThat(Traces.found(INSIDE, Map.of("chunk", chunk))).isEmpty();
  }

  @Test
  void nothingIsLogged() {
    assertThat(taps.accessLog()).anyMatch(line -> line.contains("\"route\":\"POST /v1/messages\""))
        .anyMatch(line -> line.contains("\"event\":\"CONNECT\""))
        .anyMatch(line -> line.contains("\"event\":\"MESSAGE\""))
        .anyMatch(line -> line.contains("\"event\":\"DISCONNECT\""));
    assertThat(Traces.found(INSIDE, traces.logged())).isEmpty();
    assertThat(Traces.found(PASSING, traces.logged())).isEmpty();
  }

  @Test
  void nothingIsSentToOthers() {
    assertThat(traces.sent()).isNotEmpty();
    assertThat(Traces.found(INSIDE, traces.sent())).isEmpty();
    assertThat(Traces.found(PASSING, traces.sent())).isEmpty();
  }

  /** Who was woken is told by the token alone; so this also looks for whatever names somebody or something. */
  @Test
  void nothingIsTold() {
    assertThat(Traces.pushed()).isNotEmpty();
    assertThat(Traces.found(INSIDE, Traces.pushed())).isEmpty();
    assertThat(Traces.found(PASSING, Traces.pushed())).isEmpty();
    assertThat(Traces.found(NAMES, Traces.pushed())).isEmpty();
  }

  @Test
  void aPushTokenStandsInOneRowAndIsToldToItsProviderAlone() {
    var tokens = new Search().add("push token", PUSH_TOKEN);
    assertThat(Traces.found(tokens, Traces.stored()).keySet()).hasSize(1).allMatch(at -> at.startsWith("Accounts"));
    assertThat(Traces.found(tokens, traces.logged())).isEmpty();
    assertThat(Traces.found(tokens, traces.sent())).isEmpty();
  }

  /** What waits until a device is woken names it and the entry, and that is all. */
  @Test
  void theQueueKnowsOfADeviceAndAnEntry() {
    var requests = taps.calls("MessagesFunction").stream()
        .filter(call -> call.operation().equals("SendMessageBatch")).toList();
    assertThat(requests).isNotEmpty().allSatisfy(call -> new ObjectMapper().readTree(call.request()).path("Entries")
        .forEach(entry -> assertThat(entry.path("MessageBody").asText()).matches("\\{\"account\":\"[^\"]{22}\","
            + "\"device\":\"[^\"]{22}\",\"conversation\":\"[^\"]{22}\",\"seq\":\\d+,\"time\":\\d+}")));
  }

  @Test
  void nothingGoesToAnotherService() {
    assertThat(traces.called()).isNotEmpty();
    assertThat(Traces.found(INSIDE, traces.called())).isEmpty();
    assertThat(Traces.found(PASSING, traces.called())).isEmpty();
  }

  @Test
  void whatIsInsideDoesNotEvenPass() {
    assertThat(traces.passed()).isNotEmpty();
    assertThat(Traces.found(INSIDE, traces.passed())).isEmpty();
  }

  /** Tokens and numbers do pass, so this shows that looking there finds them. */
  @Test
  void whatPassesIsSeenPassing() {
    assertThat(Traces.found(PASSING, traces.passed()).values()).anyMatch(names -> names.contains("phone number"))
        .anyMatch(names -> names.contains("access token")).anyMatch(names -> names.contains("refresh token"));
  }

  private static RawDevice signIn(String number) {
    var device = RawDevice.signIn(Cloud.running().settings(), number);
    INSIDE.add("private signing key", KeyMaterial.signing(device.keys()));
    INSIDE.add("private sealing key", KeyMaterial.sealing(device.keys()));
    PASSING.add("phone number", number.substring(1));
    note(device);
    return device;
  }

  private static void note(RawDevice device) {
    PASSING.add("access token", device.accessToken().substring(device.accessToken().lastIndexOf('.') + 1));
    PASSING.add("refresh token", device.refreshToken());
    var bytes = Base64.getUrlDecoder().decode(device.refreshToken());
    PASSING.add("secret of the refresh token", Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length));
  }

  private static String canary(String name) {
    var text = "canary " + name + " " + RANDOM.nextLong();
    INSIDE.add(name, text);
    return text;
  }

  private static void nameThemselves(RawDevice alice) {
    var key = ProfileKey.generate(RANDOM);
    INSIDE.add("profile key", key.expose());
    var names = new Names(RANDOM);
    var profile = RawDevice.object().put("name", canary("profile name")).toString().getBytes(StandardCharsets.UTF_8);
    alice.http("PUT", "/v1/account/profile", RawDevice.object().put("profile",
        RawDevice.base64(names.sealProfile(key, alice.account(), profile))).toString()).expect(204);
    alice.http("PUT", "/v1/devices/" + alice.device() + "/name", RawDevice.object().put("name", RawDevice.base64(
        names.sealDeviceName(key, alice.account(), alice.device(), canary("device name")))).toString()).expect(204);
    alice.http("PUT", "/v1/account/handle", "{\"handle\":\"canary_owner\"}").expect(204);
  }

  private static void byTheWire(RawDevice alice, RawDevice laptop) {
    var notes = alice.converse(alice.account());
    try (var live = alice.online(); var other = laptop.online()) {
      live.ask(
          alice.message(notes, 1, RawDevice.newMessage(), canary("message by socket"), alice.account()).put("action",
              "send"));
      other.await("entry");
      alice
          .post("/v1/messages",
              alice.message(notes, 1, RawDevice.newMessage(), canary("message by HTTP"), alice.account()))
          .expect(200);
      other.await("entry");
      var signal = RawDevice.object().put("action", "signal").put("conversation", notes.value());
      signal.set("envelope", alice.envelope(notes, RawDevice.newMessage(), canary("signal"), alice.account()));
      live.send(signal.toString());
      other.await("signal");
      other.send(
          RawDevice.object().put("action", "receipt").put("conversation", notes.value()).put("read", 2).toString());
      live.await("receipt");
    }
  }

  /** A friend is away and has to be woken. */
  private static void byPush(RawDevice alice) {
    var cloud = Cloud.running();
    var friend = signIn(cloud.newPhoneNumber());
    friend.setPushToken(PUSH_TOKEN);
    var conversation = alice.converse(friend.account());
    var id = RawDevice.newMessage();
    alice.post("/v1/messages",
        alice.message(conversation, 1, id, canary("message to one who is away"), alice.account(), friend.account()))
        .expect(200);
    for (var name : List.of(alice.account().value(), friend.account().value(), alice.device().value(),
        friend.device().value(), conversation.value(), id.value())) {
      NAMES.add(name, name).add("bytes of " + name, Base64.getUrlDecoder().decode(name));
    }
    cloud.awaitQueues(Duration.ofSeconds(3),
        () -> cloud.fcm().pushes().stream().anyMatch(push -> push.target().equals(PUSH_TOKEN)));
    cloud.awaitQueues(Duration.ofSeconds(10), () -> cloud.depth("PushQueue") == 0);
  }

  private static void inAGroup(RawDevice alice, RawDevice laptop) {
    var group = alice.createGroup();
    var content = RawDevice.object().put("kind", "group").put("title", canary("title of a group"));
    content.putObject("picture").put("type", "image/png").put("data",
        RawDevice.base64(canary("picture of a group").getBytes(StandardCharsets.UTF_8)));
    var request = RawDevice.object().put("conversation", group.value()).put("since", 1);
    request.putArray("envelopes").add(alice.sealed(group, RawDevice.newMessage(), content, alice.account()));
    try (var other = laptop.online()) {
      alice.post("/v1/messages", request).expect(200);
      other.await("entry");
    }
  }

  private static void byTheClient(RawDevice alice) throws Exception {
    var number = Cloud.running().newPhoneNumber();
    PASSING.add("phone number", number.substring(1));
    try (var bob = Culver.open(Cloud.running().settings(), folder.resolve("bob"), new Listening(INSIDE))) {
      var idToken = FirebasePhone.idToken(Cloud.running().settings(), number);
      PASSING.add("provider's token", idToken.split("[.]")[1]);
      bob.signIn(idToken, Optional.of(canary("name of the client's device")));
      bob.setName(canary("name by the client"));
      var conversation = bob.conversationWith(bob.findByHandle("canary_owner").orElseThrow().id());
      bob.connect();
      var sent = bob.send(conversation.id(), canary("message by the client"));
      sent.await(Message.State.SENT, Duration.ofSeconds(20));
      var text = canary("answer");
      var found = alice.post("/v1/phone-numbers/lookup", RawDevice.object().put("phoneNumber", number)).expect(200);
      var account = new app.culver.client.identifier.AccountId(found.path("account").asText());
      alice
          .post("/v1/messages",
              alice.message(conversation.id(), 1, RawDevice.newMessage(), text, alice.account(), account))
          .expect(200);
      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(bob.history(conversation.id(), Long.MAX_VALUE, 10))
              .extracting(Message::content).contains(new Content.Text(text)));
      bob.markRead(bob.history(conversation.id(), Long.MAX_VALUE, 1).getFirst());
      byAFile(alice, bob, conversation.id());
    }
  }

  private static void byAFile(RawDevice alice, Culver bob, ConversationId conversation) throws Exception {
    var file = Files.writeString(folder.resolve(canary("name of a file") + ".txt"), canary("bytes of a file"));
    var sent = bob.sendFiles(conversation, List.of(file), canary("text below a file"));
    var content = (Content.Media) sent.await(Message.State.SENT, Duration.ofSeconds(20)).content();
    INSIDE.add("key of a file", content.files().getFirst().key().expose());
    var media = content.files().getFirst().media().value();
    var download = Store.url(Store.askToGet(alice, conversation, media, 0).expect(200).path("downloads").path(0));
    PASSING.add("signature of an address", download.replaceFirst(".*X-Amz-Signature=", ""));
    chunk = Store.get(download).body();
  }

  /** A client that sends what it should not gets a refusal that repeats nothing, and the log repeats nothing either. */
  private static void byMistake(RawDevice alice) {
    var text = "mistaken canary " + RANDOM.nextLong();
    PASSING.add("mistake", text);
    alice.http("POST", "/v1/messages", "{\"text\":\"" + text + "\"}").expectProblem(400, "invalid-request");
    alice.http("POST", "/v1/messages", "{\"" + text + "\":1}").expectProblem(400, "invalid-request");
    alice.http("POST", "/v1/sync", "{\"" + text).expectProblem(400, "malformed-json");
    alice.http("PUT", "/v1/account/handle", "{\"handle\":\"" + text + "\"}").expectProblem(400, "invalid-request");
    RawDevice
        .post(alice.settings(), "/v1/sessions/refresh", RawDevice.object().put("refreshToken", text.replace(' ', '-'))
            .put("signature", RawDevice.base64(new byte[64])))
        .expectProblem(401, "refresh-refused");
    try (var socket = alice.online()) {
      for (var frame : new String[]{"{\"action\":\"" + text + "\",\"requestId\":\"a\"}",
          "{\"action\":\"ping\",\"" + text
              + "\":1,\"requestId\":\"a\"}",
          "{\"action\":\"send\",\"requestId\":\"a\",\"text\":\"" + text + "\"}", text}) {
        socket.send(frame);
        socket.await("error");
      }
    }
  }
}
