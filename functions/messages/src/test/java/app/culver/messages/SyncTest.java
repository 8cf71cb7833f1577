package app.culver.messages;

import static app.culver.messages.MessagesFixture.changed;
import static app.culver.messages.MessagesFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncTest {
  private static final int UNIT = 32 * 1024;

  private final MessagesFixture fixture = new MessagesFixture();
  private final Story story = fixture.story;

  private static List<Long> positions(JsonNode page) {
    List<Long> positions = new ArrayList<>();
    page.path("entries").forEach(entry -> positions.add(entry.path("seq").asLong()));
    return positions;
  }

  @Test
  void aFrameIsAnsweredWithAPageForEachCursor() {
    story.fill(fixture.id, story.alicePhone, 144, 5);
    story.tables.raise(fixture.id,
        new Receipt(story.bobPhone.account(), story.bobPhone.id(), new Watermarks(4, 2)));

    JsonNode frame = event("sync").to(fixture.handler).body();

    assertThat(frame.path("type").asText()).isEqualTo("synced");
    assertThat(frame.path("requestId").asText()).isEqualTo("sync-1");
    assertThat(frame.path("logEpoch").asInt()).isEqualTo(3);
    assertThat(frame.path("time").asLong()).isEqualTo(story.now.toEpochMilli());
    JsonNode page = frame.at("/conversations/0");
    assertThat(page.path("conversation").asText()).isEqualTo(fixture.id.value());
    assertThat(positions(page)).containsExactly(4L, 5L);
    assertThat(page.path("more").asBoolean()).isFalse();
    assertThat(page.path("tail").asLong()).isEqualTo(5);
    assertThat(page.path("receipts")).isEqualTo(MessagesFixture.parse("""
        [{"account": "%s", "delivered": 4, "read": 2}]
        """.formatted(story.bobPhone.account())));
    JsonNode notes = frame.at("/conversations/1");
    assertThat(notes.path("conversation").asText()).isEqualTo(fixture.notes.value());
    assertThat(notes.at("/entries/0")).isEqualTo(MessagesFixture.parse("""
        {"seq": 1, "time": %d, "sender": "%s", "device": "%s", "change": 1, "kind": "membership",
         "after": 0, "membership": {"type": "created", "kind": "direct", "members": ["%s"]}, "signature": "%s"}
        """.formatted(story.now.toEpochMilli(), story.alicePhone.account(), story.alicePhone.id(),
        story.alicePhone.account(), notes.at("/entries/0/signature").asText())));
  }

  @Test
  void byHttpTheAnswerIsTheSameWithoutTheFrame() {
    Answer answer = event("http-sync").token(story.token(story.bobPhone)).to(fixture.handler);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().fieldNames()).toIterable().containsExactly("logEpoch", "time", "conversations");
    assertThat(positions(answer.body().at("/conversations/0"))).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(ints = {144, 1_040, 16_400, 65_536})
  void pagesStayBelowThreeUnitsUnlessOneEntryIsLonger(int ciphertext) {
    story.fill(fixture.id, story.alicePhone, ciphertext, 60);
    List<Long> all = new ArrayList<>();
    JsonNode page;
    do {
      long after = all.isEmpty() ? 0 : all.getLast();
      JsonNode answer = changed("sync", body -> body.withArray("cursors").removeAll().addObject()
          .put("conversation", fixture.id.value()).put("after", after)).to(fixture.handler).body();
      assertThat(answer.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(3 * UNIT);
      page = answer.at("/conversations/0");
      assertThat(page.path("tail").asLong()).isEqualTo(60);
      all.addAll(positions(page));
    } while (page.path("more").asBoolean());

    assertThat(all).isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
  }

  @Test
  void aStrangerIsRefusedWithThePlaceOfTheForeignConversation() {
    Answer answer = event("http-sync").token(story.token(story.stranger)).to(fixture.handler);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
    assertThat(answer.body().path("pointer").asText()).isEqualTo("/cursors/0/conversation");
  }

  @Test
  void aForeignAndAnAbsentConversationLookTheSame() {
    String token = story.token(story.stranger);
    JsonNode foreign = event("http-sync").token(token).to(fixture.handler).body();
    JsonNode absent = changed("http-sync", body -> body.withArray("cursors").removeAll().addObject()
        .put("conversation", "AAAAAAAAAAAAAAAAAAAAAA").put("after", 0)).token(token).to(fixture.handler).body();

    assertThat(absent).isEqualTo(foreign);
  }

  @ParameterizedTest
  @CsvSource({"-1", "9007199254740992", "1.5", "'\"1\"'", "null", "true"})
  void aPositionThatIsNoneIsRefusedAtItsPlace(String after) {
    Answer answer = event("http-sync").body("""
        {"cursors": [{"conversation": "%s", "after": %s}]}
        """.formatted(fixture.id, after)).token(story.token(story.bobPhone)).to(fixture.handler);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith("/cursors/0/after ");
  }

  @Test
  void aConversationAskedForTwiceIsRefused() {
    Answer answer = event("http-sync").body("""
        {"cursors": [{"conversation": "%1$s", "after": 0}, {"conversation": "%1$s", "after": 1}]}
        """.formatted(fixture.id)).token(story.token(story.bobPhone)).to(fixture.handler);

    assertThat(answer.fault()).startsWith("/cursors/1/conversation ");
  }
}
