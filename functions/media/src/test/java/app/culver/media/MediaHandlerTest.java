package app.culver.media;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.device.Device;
import app.culver.core.memory.MemoryMedia;
import app.culver.core.memory.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaHandlerTest {
  private final Story story = new Story();
  private final MediaHandler handler = new MediaHandler(
      new Ports(story.keys, story.authentication, story.devices, story.tables, new MemoryMedia(() -> story.now)));

  @BeforeEach
  void open() {
    story.open(story.alicePhone, story.bobPhone);
  }

  private TestEvent event(String name, Device device) {
    return TestEvent.of("media", name).token(story.token(device));
  }

  @Test
  void addressesToPutChunksTo() {
    Answer answer = event("prepare-upload", story.alicePhone).to(handler);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    JsonNode uploads = answer.body().path("uploads");
    assertThat(uploads).hasSize(2);
    assertThat(uploads.path(1).fieldNames()).toIterable().containsExactlyInAnyOrder("index", "url", "headers",
        "expiresAt");
    assertThat(uploads.path(1).path("index").asInt()).isEqualTo(1);
    assertThat(uploads.path(1).path("url").asText()).startsWith("memory:");
    assertThat(uploads.path(1).path("headers").path("hash").isTextual()).isTrue();
    assertThat(uploads.path(1).path("expiresAt").asLong())
        .isEqualTo(story.now.plus(Duration.ofMinutes(15)).toEpochMilli());
  }

  @Test
  void addressesToGetChunksFrom() {
    JsonNode downloads = event("prepare-download", story.bobPhone).to(handler).body().path("downloads");

    assertThat(downloads).hasSize(2);
    assertThat(downloads.path(0).fieldNames()).toIterable().containsExactlyInAnyOrder("index", "url", "expiresAt");
    assertThat(downloads.path(0).path("index").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"prepare-upload | {\"chunks\":[]} | /chunks",
      "prepare-upload | {\"chunks\":[{\"index\":0,\"length\":4112}]} | /chunks/0/sha256",
      "prepare-upload | {\"chunks\":[{\"index\":0,\"length\":1,\"sha256\":\"AA==\"}]} | /chunks/0/length",
      "prepare-download | {\"from\":0,\"count\":1,\"more\":1} | ''",
      "prepare-download | {\"from\":0,\"count\":26} | /count",
      "prepare-download | {\"from\":0} | /count", "prepare-download | {\"from\":\"0\",\"count\":1} | /from"})
  void whatBreaksTheContractIsRefusedAtItsPlace(String name, String body, String pointer) {
    Answer answer = event(name, story.alicePhone).body(body).to(handler);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith(pointer + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare-upload", "prepare-download"})
  void anIllFormedIdIsRefusedAtItsPlace(String name) {
    for (String id : new String[]{"conversation", "media"}) {
      assertThat(event(name, story.alicePhone).path(id, "../x").to(handler).fault()).startsWith("/" + id + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare-upload", "prepare-download"})
  void onlyMembersAreServed(String name) {
    assertThat(event(name, story.stranger).to(handler).problem()).isEqualTo("not-found");
    assertThat(TestEvent.of("media", name).without("authorization").to(handler).problem())
        .isEqualTo("unauthenticated");
    assertThat(event(name, Samples.device(story.alicePhone.account(), 99)).to(handler).problem())
        .isEqualTo("session-ended");
  }

  @Test
  void theDailyCallTouchesNothing() {
    assertThat(TestEvent.of("media", "keep-alive").to(handler).problem()).isEqualTo("unauthenticated");
  }
}
