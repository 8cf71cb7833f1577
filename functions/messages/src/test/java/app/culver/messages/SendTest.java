package app.culver.messages;

import static app.culver.messages.MessagesFixture.changed;
import static app.culver.messages.MessagesFixture.event;
import static app.culver.messages.MessagesFixture.from;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.memory.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendTest {
  private final MessagesFixture fixture = new MessagesFixture();
  private final Story story = fixture.story;

  private Answer send(TestEvent event) {
    return event.to(fixture.handler);
  }

  private static ObjectNode envelope(ObjectNode body, int number) {
    return (ObjectNode) body.path("envelopes").path(number);
  }

  private long tail() {
    return story.tables.newest(fixture.id).orElseThrow().seq();
  }

  /** What the sender was told instead of an acknowledgement. */
  private JsonNode refused(TestEvent event) {
    Answer answer = send(event);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().isMissingNode()).isTrue();
    JsonNode frame = fixture.frame(story.alicePhone);
    assertThat(frame.path("type").asText()).isEqualTo("error");
    assertThat(frame.path("requestId").asText()).isEqualTo("send-1");
    assertThat(tail()).isEqualTo(1);
    assertThat(fixture.frames(story.bobPhone)).isEmpty();
    return frame.path("problem");
  }

  private static String name(JsonNode problem) {
    return problem.path("type").asText().replace("urn:culver:problem:", "");
  }

  @Test
  void aFrameIsAcknowledgedByAPostAndDeliveredToEveryOtherDevice() {
    Answer answer = send(event("send"));

    assertThat(answer.body().isMissingNode()).isTrue();
    String id = event("send").body().at("/envelopes/0/id").asText();
    assertThat(fixture.frame(story.alicePhone)).isEqualTo(MessagesFixture.parse("""
        {"type": "sent", "requestId": "send-1", "conversation": "%s", "accepted": [{"id": "%s", "seq": 2, "time": %d}]}
        """.formatted(fixture.id, id, story.now.toEpochMilli())));
    JsonNode delivered = fixture.frame(story.bobPhone);
    assertThat(delivered).isEqualTo(fixture.frame(story.aliceLaptop));
    assertThat(delivered.path("type").asText()).isEqualTo("entry");
    assertThat(delivered.path("conversation").asText()).isEqualTo(fixture.id.value());
    assertThat(delivered.at("/entry/seq").asLong()).isEqualTo(2);
    assertThat(delivered.at("/entry/kind").asText()).isEqualTo("message");
    assertThat(delivered.at("/entry/sender").asText()).isEqualTo(story.alicePhone.account().value());
    assertThat(delivered.at("/entry/envelope")).isEqualTo(event("send").body().at("/envelopes/0"));
    assertThat(story.connections.frames(Story.socket(story.stranger))).isEmpty();
  }

  @Test
  void byHttpTheAnswerComesBackAndTheRestIsTheSame() {
    Answer answer = send(event("http-send").token(story.token(story.bobPhone)));

    assertThat(answer.status()).isEqualTo(200);
    String id = event("http-send").body().at("/envelopes/0/id").asText();
    assertThat(answer.body()).isEqualTo(MessagesFixture.parse("""
        {"accepted": [{"id": "%s", "seq": 2, "time": %d}]}
        """.formatted(id, story.now.toEpochMilli())));
    assertThat(fixture.frame(story.alicePhone)).isEqualTo(fixture.frame(story.aliceLaptop));
    assertThat(fixture.frames(story.bobPhone)).isEmpty();
  }

  @Test
  void aRetryIsToldTheSameAndDeliveredAgain() {
    send(event("send"));
    send(event("send"));

    assertThat(fixture.frames(story.alicePhone)).hasSize(2).containsOnly(fixture.frames(story.alicePhone).getFirst());
    assertThat(fixture.frames(story.bobPhone)).hasSize(2).containsOnly(fixture.frames(story.bobPhone).getFirst());
    assertThat(tail()).isEqualTo(2);
  }

  @Test
  void aFrameThatStopsMidwayIsToldWhereAndWhy() {
    Answer answer = send(changed("http-send", body -> {
      ObjectNode second = envelope(body, 0).deepCopy();
      second.put("id", Samples.message(5).value()).putArray("recipients");
      body.withArray("envelopes").add(second);
    }).token(story.token(story.bobPhone)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("accepted")).hasSize(1);
    assertThat(answer.body().at("/stopped/type").asText()).isEqualTo("urn:culver:problem:stale-device-list");
    assertThat(answer.body().at("/stopped/status").asInt()).isEqualTo(409);
    assertThat(answer.body().at("/stopped/requestId").asText()).isEqualTo(TestEvent.REQUEST_ID);
    assertThat(answer.body().at("/stopped/missing")).hasSize(2);
    assertThat(tail()).isEqualTo(2);
  }

  @Test
  void aStaleDeviceListIsTheProblemThatNamesTheDevices() {
    JsonNode problem = refused(changed("send", body -> ((ArrayNode) envelope(body, 0)
        .path("recipients")).remove(0)));

    assertThat(name(problem)).isEqualTo("stale-device-list");
    assertThat(problem.path("missing")).isEqualTo(MessagesFixture.parse("""
        [{"account": "%s", "device": "%s"}]
        """.formatted(story.aliceLaptop.account(), story.aliceLaptop.id())));
    assertThat(problem.path("extra")).isEmpty();
  }

  @Test
  void aReusedIdIsToldTheAcceptedPosition() {
    send(event("send"));
    send(changed("send", body -> envelope(body, 0).put("nonce", "AAAAAAAAAAAAAAAA")));

    JsonNode problem = fixture.frames(story.alicePhone).getLast().path("problem");
    assertThat(name(problem)).isEqualTo("message-id-reused");
    assertThat(problem.path("seq").asLong()).isEqualTo(2);
  }

  @Test
  void aStrangerIsRefusedBySocketAndByHttp() {
    send(from(event("send"), story.stranger));
    Answer answer = send(event("http-send").token(story.token(story.stranger)));

    JsonNode problem = fixture.frame(story.stranger).path("problem");
    assertThat(name(problem)).isEqualTo("not-found");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
    assertThat(tail()).isEqualTo(1);
    assertThat(fixture.frames(story.bobPhone)).isEmpty();
  }

  @Test
  void aRemovedDevicesOpenSocketAndUnexpiredTokenDoNothing() {
    story.devices.remove(story.alicePhone.id());

    assertThat(name(refused(event("send")))).isEqualTo("session-ended");
    Answer answer = send(event("http-send").token(story.token(story.alicePhone)));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("session-ended");
  }

  @Test
  void withoutAValidTokenNothingIsSent() {
    assertThat(send(event("http-send").without("authorization")).problem()).isEqualTo("unauthenticated");
    assertThat(send(event("http-send").token("x")).problem()).isEqualTo("unauthenticated");
    assertThat(tail()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"/since, 0, /since", "/since, -1, /since", "/since, 9007199254740992, /since", "/since, 1.5, /since",
      "/since, \"1\", /since", "/since, 1e400, /since", "/since, null, /since", "/conversation, \"#\", /conversation",
      "/conversation, 1, /conversation", "/envelopes, [], /envelopes", "/envelopes, {}, /envelopes",
      "/sender, \"x\", ''", "/seq, 1, ''", "/envelopes/0/serverTime, 1, /envelopes/0",
      "/envelopes/0/suite, \"none\", /envelopes/0/suite", "/envelopes/0/suite, 0, /envelopes/0/suite",
      "/envelopes/0/id, \"short\", /envelopes/0/id", "/envelopes/0/nonce, \"AAAA\", /envelopes/0/nonce",
      "/envelopes/0/nonce, \"AAAAAAAAAAAAAAA=\", /envelopes/0/nonce",
      "/envelopes/0/ciphertext, \"\", /envelopes/0/ciphertext",
      "/envelopes/0/signature, \"AA==\", /envelopes/0/signature",
      "/envelopes/0/recipients/0/devices/0/sealed, \"AA==\", /envelopes/0/recipients/0/devices/0/sealed"})
  void whatBreaksTheContractIsRefusedAtItsPlace(String place, String value, String pointer) {
    JsonNode problem = refused(changed("send", body -> {
      int last = place.lastIndexOf('/');
      ((ObjectNode) body.at(place.substring(0, last))).set(place.substring(last + 1), MessagesFixture.parse(value));
    }));

    assertThat(name(problem)).isEqualTo("invalid-request");
    assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
    assertThat(problem.at("/errors/0/detail").asText()).isNotEmpty();
  }

  @Test
  void aMissingMemberIsRefusedByItsName() {
    for (String name : new String[]{"conversation", "since", "envelopes"}) {
      MessagesFixture each = new MessagesFixture();
      changed("send", body -> body.remove(name)).to(each.handler);
      assertThat(each.frame(each.story.alicePhone).at("/problem/errors/0/pointer").asText()).isEqualTo("/" + name);
    }
  }

  @Test
  void ciphertextMayHave65536BytesAndNotOneMore() {
    Answer most = send(changed("http-send", body -> envelope(body, 0).put("ciphertext", base64(65_536)))
        .token(story.token(story.bobPhone)));
    Answer more = send(changed("http-send", body -> envelope(body, 0).put("ciphertext", base64(65_537)))
        .token(story.token(story.bobPhone)));

    assertThat(most.status()).isEqualTo(200);
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.fault()).startsWith("/envelopes/0/ciphertext ");
  }

  private static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @Test
  void recipientsOutOfOrderAreRefusedAtTheirPlace() {
    JsonNode problem = refused(changed("send", body -> {
      var recipients = envelope(body, 0).withArray("recipients");
      recipients.add(recipients.remove(0));
    }));

    assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/envelopes/0/recipients/1");
  }

  @Test
  void aFrameRepairsTheSendersMissingPresence() {
    story.devices.clear(story.alicePhone.account(), story.alicePhone.id(),
        story.alicePhone.presence().orElseThrow().connection());

    send(event("send"));

    assertThat(story.devices.of(story.alicePhone.account()))
        .filteredOn(device -> device.id().equals(story.alicePhone.id()))
        .allSatisfy(device -> assertThat(device.presence()).isEqualTo(story.alicePhone.presence()));
  }

  @Test
  void aSocketThatIsGoneLosesItsPresenceAndTheSenderNoticesNothing() {
    story.connections.answer(Story.socket(story.bobPhone), Posted.GONE);

    send(event("send"));

    assertThat(fixture.frame(story.alicePhone).path("type").asText()).isEqualTo("sent");
    assertThat(story.devices.of(story.bobPhone.account()).getFirst().presence()).isEmpty();
  }
}
