package app.culver.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Recording;
import app.culver.acceptance.support.Schemas;
import app.culver.acceptance.support.Writes;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The running system and the schemas agree on which requests are good: each request is altered in every place, and what
 * the schemas (and the rules beside them) refuse is refused as {@code invalid-request} at that place and changes nothing,
 * while what they allow is not refused as invalid.
 */
class ClosedRequestsTest {
  private static final Set<String> INVALID = Set.of("malformed-json", "invalid-request", "unknown-action");
  private static final int MAX_FRAME_BYTES = 32 * 1024;

  private static People people;
  private static ConversationId group;
  private static RawSocket socket;
  private static Recording taps;

  @BeforeAll
  static void meet() {
    people = People.meet();
    people.alice().post("/v1/messages", people.fromAlice("first")).expect(200);
    group = people.alice().createGroup(new Member(people.bob().account(), "admin"));
    // So that the change of members which requests name is not the last one, and none that they may name by alteration.
    people.alice().change(group, 1, RawDevice.role(people.bob().account(), "member")).expect(200);
    people.alice().change(group, 2, RawDevice.role(people.bob().account(), "admin")).expect(200);
    people.alice().change(group, 3, RawDevice.role(people.bob().account(), "member")).expect(200);
    socket = people.alice().online();
    taps = Cloud.running().record();
  }

  @AfterAll
  static void part() {
    taps.close();
    socket.close();
  }

  @TestFactory
  Stream<DynamicTest> byHttp() {
    var bases = bases();
    var operations = Contract.operations().stream().filter(each -> !each.requestSchema().isEmpty()).toList();
    assertThat(operations).extracting(Contract.Operation::id).containsExactlyInAnyOrderElementsOf(bases.keySet());
    return operations.stream().map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
      var path = people.path(operation, group);
      check(operation.requestSchema(), bases.get(operation.id()), request -> {
        var answer = people.alice().http(operation.method(), path, request.toString());
        assertThat(answer.status()).as("%s", answer.body()).isLessThan(500);
        return answer.body();
      });
    }));
  }

  @TestFactory
  Stream<DynamicTest> bySocket() {
    var bases = frames();
    assertThat(Contract.files("schemas")).filteredOn(file -> file.startsWith("frame-"))
        .containsExactlyInAnyOrderElementsOf(bases.keySet());
    return bases.entrySet().stream().map(frame -> DynamicTest.dynamicTest(frame.getKey(),
        () -> check(frame.getKey(), frame.getValue(), ClosedRequestsTest::askBySocket)));
  }

  private static void check(String schema, JsonNode base, Function<JsonNode, JsonNode> ask) {
    var mutations = Mutations.of(schema, base).stream().filter(each -> fits(schema, each)).toList();
    var complaints = new ArrayList<String>();
    var tail = people.tail();
    var good = new ArrayList<Mutation>();
    try (var refusals = Cloud.running().record()) {
      for (var mutation : mutations) {
        var places = Schemas.OPEN.pointers(schema, mutation.request());
        places.addAll(Rules.broken(mutation.request(), tail));
        if (places.isEmpty()) {
          good.add(mutation);
        } else {
          add(complaints, mutation, refusal(ask.apply(mutation.request()), mutation, places));
        }
      }
      refusals.awaitQuiet();
      assertThat(Writes.in(refusals)).as("of what was refused").isEmpty();
    }
    for (var mutation : good) {
      add(complaints, mutation, acceptance(ask.apply(mutation.request()), mutation));
    }
    assertThat(complaints).as("%d of %d", complaints.size(), mutations.size()).isEmpty();
  }

  private static boolean fits(String schema, Mutation mutation) {
    return !schema.startsWith("frame-")
        || mutation.request().toString().getBytes(StandardCharsets.UTF_8).length <= MAX_FRAME_BYTES;
  }

  private static void add(List<String> complaints, Mutation mutation, String complaint) {
    if (!complaint.isEmpty()) {
      complaints.add(complaint + " for " + mutation);
    }
  }

  /** What is wrong with the refusal of a bad request; empty if it is as documented. */
  private static String refusal(JsonNode answer, Mutation mutation, Set<String> places) {
    var problem = problem(answer);
    if (problem.equals("unknown-action") && Set.of("", "/action").contains(mutation.place())) {
      return "";
    }
    var body = answer.has("problem") ? answer.path("problem") : answer;
    if (!problem.equals("invalid-request")) {
      return "not invalid-request but " + (problem.isEmpty() ? "accepted" : problem);
    }
    var faults = Schemas.STRICT.faults("problem.json", body);
    if (!faults.isEmpty()) {
      return faults.toString();
    }
    var pointer = body.path("errors").path(0).path("pointer").asText();
    return mutation.pointers().contains(pointer) || places.contains(pointer) ? "" : "points to '" + pointer + "'";
  }

  /** What is wrong with the answer to a good request; empty if it was not refused as invalid. */
  private static String acceptance(JsonNode answer, Mutation mutation) {
    var problem = problem(answer);
    // The signature is by the device over another conversation then, or another beginning.
    var other = Set.of("/member", "/nonce", "/signature").contains(mutation.place())
        && answer.path("errors").path(0).path("pointer").asText().equals("/signature")
        || mutation.place().startsWith("/members");
    return INVALID.contains(problem) && !other ? "refused as " + problem : "";
  }

  /** The name of the problem in an answer or frame; empty if it is none. */
  private static String problem(JsonNode answer) {
    var type = answer.path("problem").path("type").asText(answer.path("type").asText());
    return type.startsWith("urn:culver:problem:") ? type.substring("urn:culver:problem:".length()) : "";
  }

  private static JsonNode askBySocket(JsonNode frame) {
    var action = frame.path("action").asText();
    if (action.equals("receipt") || action.equals("signal")) {
      return askQuietly(frame);
    }
    socket.send(frame.toString());
    return socket
        .await(each -> Set.of("error", "hello", "pong", "sent", "synced").contains(each.path("type").asText()));
  }

  /** What is posted while a frame is handled comes before the answer to a ping that is sent afterwards. */
  private static JsonNode askQuietly(JsonNode frame) {
    var ended = taps.ended("MessagesFunction");
    socket.send(frame.toString());
    taps.awaitEnded("MessagesFunction", ended + 1);
    socket.send("{\"action\":\"ping\",\"requestId\":\"barrier\"}");
    var answer = socket.await(each -> Set.of("error", "pong").contains(each.path("type").asText()));
    if (answer.path("type").asText().equals("error")) {
      socket.await("pong");
    }
    return answer;
  }

  private static Map<String, JsonNode> bases() {
    var alice = people.alice();
    var other = Cloud.running().newDevice();
    var settings = Cloud.running().settings();
    var number = Cloud.running().newPhoneNumber();
    var directory = RawDevice.object();
    directory.putArray("accounts").add(alice.account().value()).add(people.bob().account().value());
    var bases = new TreeMap<String, JsonNode>();
    bases.put("signIn", RawDevice.exchange(settings, other.keys(), FirebasePhone.idToken(settings, number)));
    bases.put("refreshSession", other.refreshRequest());
    bases.put("setProfile", RawDevice.object().put("profile", "AAECAwQF"));
    bases.put("setHandle", RawDevice.object().put("handle", "good_" + number.substring(1)));
    bases.put("findByPhoneNumber", RawDevice.object().put("phoneNumber", number));
    bases.put("renameDevice", RawDevice.object().put("name", "AAECAwQF"));
    bases.put("lookUpDirectory", directory);
    bases.put("openConversation", RawDevice.object().put("kind", "direct")
        .put("member", people.bob().account().value()).put("signature", RawDevice.base64(new byte[64])));
    bases.put("createGroup",
        alice.groupRequest(RawDevice.newMessage().value(), Member.of(people.bob().account())));
    // Over a change that is not the last one any more: what suits its schema is refused for that alone.
    bases.put("changeMembers", alice.changeRequest(group, 1, RawDevice.added(Member.of(people.bob().account()))));
    bases.put("send", people.fromAlice("second"));
    bases.put("sync", people.cursor(1));
    var chunks = RawDevice.object();
    for (var index : new int[]{0, 5}) {
      chunks.withArray("chunks").addObject().put("index", index).put("length", 4112).put("sha256",
          RawDevice.base64(new byte[32]));
    }
    bases.put("prepareUpload", chunks);
    bases.put("prepareDownload", RawDevice.object().put("from", 1590).put("count", 5));
    bases.put("setPushToken", RawDevice.object().put("provider", "fcm").put("token", "cAtO3Ng1QkS8l2bXo4TzUe"));
    return bases;
  }

  private static Map<String, ObjectNode> frames() {
    var receipt = frame("receipt").put("conversation", people.conversation().value()).put("delivered", 1).put("read",
        1);
    var signal = frame("signal").put("conversation", people.conversation().value());
    signal.set("envelope", people.fromAlice("third").path("envelopes").path(0));
    return new TreeMap<>(Map.of("frame-hello.json", frame("hello"), "frame-ping.json", frame("ping"),
        "frame-send.json", frame("send").setAll(people.fromAlice("fourth")), "frame-sync.json",
        frame("sync").setAll(people.cursor(1)), "frame-receipt.json", receipt, "frame-signal.json", signal));
  }

  private static ObjectNode frame(String action) {
    return RawDevice.object().put("action", action).put("requestId", "request-1");
  }
}
