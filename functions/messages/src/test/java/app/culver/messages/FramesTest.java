package app.culver.messages;

import static app.culver.messages.MessagesFixture.changed;
import static app.culver.messages.MessagesFixture.event;
import static app.culver.messages.MessagesFixture.from;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.core.receipt.Watermarks;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts, signals, pings and what is none of them. */
class FramesTest {
  private final MessagesFixture fixture = new MessagesFixture();
  private final Story story = fixture.story;

  @BeforeEach
  void theLogHasFiveEntries() {
    story.fill(fixture.id, story.alicePhone, 144, 5);
  }

  private static String problem(JsonNode frame) {
    return frame.at("/problem/type").asText().replace("urn:culver:problem:", "");
  }

  @Test
  void aReceiptIsToldToTheOthersAndNotAnswered() {
    assertThat(event("receipt").to(fixture.handler).body().isMissingNode()).isTrue();

    JsonNode told = MessagesFixture.parse("""
        {"type": "receipt", "conversation": "%s", "account": "%s", "delivered": 5, "read": 0, "time": %d}
        """.formatted(fixture.id, story.bobPhone.account(), story.now.toEpochMilli()));
    assertThat(fixture.frame(story.alicePhone)).isEqualTo(told);
    assertThat(fixture.frame(story.aliceLaptop)).isEqualTo(told);
    assertThat(fixture.frames(story.bobPhone)).isEmpty();
    assertThat(story.tables.of(fixture.id, story.bobPhone.account()).getFirst().watermarks())
        .isEqualTo(new Watermarks(5, 0));
  }

  @Test
  void theSameReceiptAgainIsToldToNobody() {
    event("receipt").to(fixture.handler);
    event("receipt").to(fixture.handler);

    assertThat(fixture.frames(story.alicePhone)).hasSize(1);
  }

  @Test
  void aReceiptBeyondTheEndIsRefusedAndChangesNothing() {
    changed("receipt", body -> body.put("delivered", 6).put("requestId", "r-1")).to(fixture.handler);

    JsonNode frame = fixture.frame(story.bobPhone);
    assertThat(problem(frame)).isEqualTo("invalid-request");
    assertThat(frame.path("requestId").asText()).isEqualTo("r-1");
    assertThat(frame.at("/problem/errors/0/pointer").asText()).isEqualTo("/delivered");
    assertThat(fixture.frames(story.alicePhone)).isEmpty();
    assertThat(story.tables.of(fixture.id, story.bobPhone.account())).isEmpty();
  }

  @Test
  void aReceiptWithoutAnyPositionIsRefused() {
    changed("receipt", body -> body.remove("delivered")).to(fixture.handler);

    assertThat(problem(fixture.frame(story.bobPhone))).isEqualTo("invalid-request");
  }

  @Test
  void aStrangersReceiptsAndSignalsReachNobody() {
    from(event("receipt"), story.stranger).to(fixture.handler);
    from(event("signal"), story.stranger).to(fixture.handler);

    assertThat(fixture.frames(story.stranger)).extracting(FramesTest::problem).containsExactly("not-found",
        "not-found");
    assertThat(story.connections.delivered()).isEqualTo(2);
  }

  @Test
  void aSignalReachesWhoItNamesAndIsNotKept() {
    assertThat(event("signal").to(fixture.handler).body().isMissingNode()).isTrue();

    JsonNode frame = fixture.frame(story.bobPhone);
    assertThat(frame.path("type").asText()).isEqualTo("signal");
    assertThat(frame.path("sender").asText()).isEqualTo(story.alicePhone.account().value());
    assertThat(frame.path("device").asText()).isEqualTo(story.alicePhone.id().value());
    assertThat(frame.path("time").asLong()).isEqualTo(story.now.toEpochMilli());
    assertThat(frame.path("envelope")).isEqualTo(event("signal").body().path("envelope"));
    assertThat(fixture.frames(story.aliceLaptop)).isEmpty();
    assertThat(fixture.frames(story.alicePhone)).isEmpty();
    assertThat(story.tables.newest(fixture.id).orElseThrow().seq()).isEqualTo(5);
  }

  @Test
  void aSignalIsAtMostFourKibibytesOfCiphertext() {
    changed("signal", body -> body.withObject("envelope").put("ciphertext",
        Base64.getEncoder().encodeToString(new byte[4_097]))).to(fixture.handler);

    JsonNode frame = fixture.frame(story.alicePhone);
    assertThat(problem(frame)).isEqualTo("invalid-request");
    assertThat(frame.at("/problem/errors/0/pointer").asText()).isEqualTo("/envelope/ciphertext");
    assertThat(fixture.frames(story.bobPhone)).isEmpty();
  }

  @Test
  void aPingIsAnsweredWithTheTime() {
    assertThat(event("ping").to(fixture.handler).body()).isEqualTo(MessagesFixture.parse("""
        {"type": "pong", "requestId": "ping-1", "time": %d}
        """.formatted(story.now.toEpochMilli())));
  }

  @Test
  void aRemovedDevicesPingIsRefused() {
    story.devices.remove(story.bobPhone.id());

    event("ping").to(fixture.handler);

    assertThat(problem(fixture.frame(story.bobPhone))).isEqualTo("session-ended");
    assertThat(fixture.story.connections.closed(Story.socket(story.bobPhone))).isTrue();
  }

  @Test
  void aPingRepairsMissingPresence() {
    story.devices.clear(story.bobPhone.account(), story.bobPhone.id(),
        story.bobPhone.presence().orElseThrow().connection());

    event("ping").to(fixture.handler);

    assertThat(story.devices.of(story.bobPhone.account()).getFirst().presence()).isEqualTo(story.bobPhone.presence());
  }

  @Test
  void unknownFieldsAreRefusedInEveryFrame() {
    assertThat(problem(changed("ping", body -> body.put("x", 1)).to(fixture.handler).body()))
        .isEqualTo("invalid-request");
    assertThat(problem(changed("sync", body -> body.put("x", 1)).to(fixture.handler).body()))
        .isEqualTo("invalid-request");
    changed("receipt", body -> body.put("x", 1)).to(fixture.handler);
    changed("signal", body -> body.put("x", 1)).to(fixture.handler);
    assertThat(problem(fixture.frame(story.bobPhone))).isEqualTo("invalid-request");
    assertThat(problem(fixture.frame(story.alicePhone))).isEqualTo("invalid-request");
  }

  @Test
  void whatNamesNoActionIsToldSo() {
    JsonNode unknown = event("unknown-action").to(fixture.handler).body();
    assertThat(problem(unknown)).isEqualTo("unknown-action");
    assertThat(unknown.path("requestId").asText()).isEqualTo("dance-1");

    assertThat(problem(event("malformed-json").to(fixture.handler).body())).isEqualTo("malformed-json");
  }

  @Test
  void hostileJsonIsRefusedAsMalformed() {
    String deep = "{\"action\":\"ping\",\"requestId\":\"r\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    String surrogate = "{\"action\":\"ping\",\"requestId\":\"r\",\"x\":\"\\ud800\"}";
    String doubled = "{\"action\":\"ping\",\"requestId\":\"r\",\"requestId\":\"s\"}";
    String nan = "{\"action\":\"ping\",\"requestId\":\"r\",\"x\":NaN}";
    for (String body : new String[]{deep, surrogate, doubled, nan, "", "{} {}"}) {
      assertThat(problem(event("ping").body(body).to(fixture.handler).body())).as(body.substring(0, Math.min(40,
          body.length()))).isEqualTo("malformed-json");
    }
  }

  @Test
  void jsonThatIsNoObjectBreaksTheContract() {
    for (String body : new String[]{"[]", "null", "\"text\"", "1"}) {
      assertThat(problem(event("ping").body(body).to(fixture.handler).body())).isEqualTo("invalid-request");
    }
  }

  @Test
  void aFrameAboveTheLimitIsTooLarge() {
    String body = "{\"action\":\"ping\",\"requestId\":\"r\",\"x\":\"" + "x".repeat(131_072) + "\"}";

    JsonNode answer = event("ping").body(body).to(fixture.handler).body();

    assertThat(problem(answer)).isEqualTo("too-large");
    assertThat(answer.at("/problem/limit").asInt()).isEqualTo(131_072);
  }

  @Test
  void theDailyCallKeepsTheFunctionAliveAndTouchesNothing() {
    assertThat(event("keep-alive").to(fixture.handler).status()).isEqualTo(401);
    assertThat(story.connections.delivered()).isZero();
  }

  @Test
  void binaryInAFrameIsRefused() {
    TestEvent frame = event("ping").binaryBody("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(problem(frame.to(fixture.handler).body())).isNotEmpty();
  }
}
