package app.culver.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.conversation.Head;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsHandlerTest {
  private final Story story = new Story();
  private final ConversationsHandler handler = new ConversationsHandler(new Ports(story.basis,
      account -> !story.devices.of(account).isEmpty(), story.tables, story.tables, story.tables, story.tables,
      story.tables, Story.RETENTION));

  /** The id that contract/examples gives the conversation of Alice and Bob. */
  private final ConversationId id = new ConversationId("W5Monhi6ZFlQjwMihYpUgQ");

  private Answer ask(String name, Device device) {
    return event(name, device).to(handler);
  }

  private TestEvent event(String name, Device device) {
    return TestEvent.of("conversations", name).token(story.token(device));
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode conversation() {
    return parse("""
        {"conversation": "%s", "kind": "direct", "members": [{"account": "%s", "role": "member"},
         {"account": "%s", "role": "member"}], "change": 1, "createdAt": %d}
        """.formatted(id, story.alicePhone.account(), story.bobPhone.account(), story.now.toEpochMilli()));
  }

  @Test
  void aConversationIsCreatedOnceWhoeverAsks() {
    Answer created = ask("open-conversation", story.alicePhone);
    Answer again = ask("open-conversation", story.alicePhone);
    Answer fromTheOther = event("open-conversation", story.bobPhone).body("""
        {"kind": "direct", "member": "%s", "signature": "%s"}
        """.formatted(story.alicePhone.account(), "A".repeat(86) + "==")).to(handler);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body()).isEqualTo(conversation());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(created.body());
    assertThat(fromTheOther.status()).isEqualTo(200);
    assertThat(fromTheOther.body()).isEqualTo(created.body());
  }

  @Test
  void theOthersSeeANewConversationByTheEntryThatBeginsIt() {
    ask("open-conversation", story.alicePhone);

    List<String> frames = story.connections.frames(Story.socket(story.bobPhone));
    assertThat(frames).hasSize(1);
    JsonNode frame = parse(frames.getFirst());
    assertThat(frame.path("type").asText()).isEqualTo("entry");
    assertThat(frame.path("conversation").asText()).isEqualTo(id.value());
    assertThat(frame.at("/entry/kind").asText()).isEqualTo("membership");
    assertThat(frame.at("/entry/signature").asText())
        .isEqualTo(TestEvent.of("conversations", "open-conversation").body().path("signature").asText());
    assertThat(story.connections.frames(Story.socket(story.aliceLaptop))).isEqualTo(frames);
    assertThat(story.connections.frames(Story.socket(story.alicePhone))).isEmpty();
  }

  @Test
  void theRetryOfACreationTellsTheOthersOnceMore() {
    ask("open-conversation", story.alicePhone);
    ask("open-conversation", story.alicePhone);
    ask("open-conversation", story.aliceLaptop);

    List<String> frames = story.connections.frames(Story.socket(story.bobPhone));
    assertThat(frames).hasSize(2).containsOnly(frames.getFirst());
  }

  @Test
  void aSignatureOfAnotherDeviceIsRefusedAndCreatesNothing() {
    Answer answer = ask("open-conversation", story.aliceLaptop);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith("/signature ");
    assertThat(story.tables.find(id)).isEmpty();
    assertThat(story.connections.delivered()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"kind, \"group\", /kind", "kind, 0, /kind", "member, \"alice\", /member", "member, null, /member",
      "signature, \"AA==\", /signature", "role, \"owner\", ''"})
  void whatBreaksTheContractIsRefusedAtItsPlace(String name, String value, String pointer) {
    TestEvent event = event("open-conversation", story.alicePhone);
    Answer answer = event.body(event.body().set(name, parse(value)).toString()).to(handler);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith(pointer + " ");
    assertThat(story.tables.find(id)).isEmpty();
  }

  @Test
  void aConversationIsReadByItsMembers() {
    story.open(story.alicePhone, story.bobPhone);

    assertThat(ask("get-conversation", story.bobPhone).body()).isEqualTo(conversation());
    assertThat(ask("list-members", story.bobPhone).body()).isEqualTo(parse(
        """
            {"members": [{"account": "%s", "role": "member", "joined": 1}, {"account": "%s", "role": "member", "joined": 1}],
             "change": 1}
            """
            .formatted(story.alicePhone.account(), story.bobPhone.account())));
  }

  @Test
  void theLastActivityIsToldOnceThereWasSome() {
    story.open(story.alicePhone, story.bobPhone);
    story.tables.raise(id, new Head(2, story.now.plusSeconds(9)));

    assertThat(ask("get-conversation", story.bobPhone).body().path("lastActivityAt").asLong())
        .isEqualTo(story.now.plusSeconds(9).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-conversation", "list-members"})
  void aForeignConversationLooksLikeAnAbsentOne(String name) {
    Answer absent = ask(name, story.stranger);
    story.open(story.alicePhone, story.bobPhone);
    Answer foreign = ask(name, story.stranger);

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign).isEqualTo(absent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-conversation", "list-members"})
  void anIllFormedIdIsRefusedAtItsPlace(String name) {
    Answer answer = event(name, story.alicePhone).path("conversation", "a#b:c").to(handler);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith("/conversation ");
  }

  @Test
  void aListIsReadPageByPage() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Device peer = story.devices.put(Samples.device(Samples.account(20 + i), 20 + i));
      all.add(story.open(story.alicePhone, peer).value());
    }
    List<String> listed = new ArrayList<>();
    JsonNode page = ask("list-conversations", story.alicePhone).body();
    while (true) {
      assertThat(page.path("conversations")).hasSize(1);
      listed.add(page.at("/conversations/0/conversation").asText());
      if (!page.has("next")) {
        break;
      }
      page = list(story.alicePhone, "after", page.path("next").asText()).body();
    }

    assertThat(listed).containsExactlyElementsOf(all.stream().sorted().toList());
  }

  /** The listing by one, with another query parameter. */
  private Answer list(Device device, String name, String value) {
    TestEvent event = event("list-conversations", device);
    event.raw().withObject("queryStringParameters").put(name, value);
    return event.to(handler);
  }

  @Test
  void aFreshAccountHasNone() {
    assertThat(ask("list-conversations", story.stranger).body()).isEqualTo(parse("{\"conversations\": []}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "101", "1000000000", "1e2", "1.0", "ten", "", " 1", "+1", "٣"})
  void aLimitOutOfBoundsIsRefused(String limit) {
    Answer answer = list(story.alicePhone, "limit", limit);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith("/limit ");
  }

  @Test
  void aTamperedOrForeignPageTokenIsRefused() {
    story.open(story.alicePhone, story.bobPhone);
    story.open(story.alicePhone, story.alicePhone);
    String next = ask("list-conversations", story.alicePhone).body().path("next").asText();

    for (Answer answer : List.of(list(story.bobPhone, "after", next), list(story.alicePhone, "after", "x" + next),
        list(story.alicePhone, "after", id.value()), list(story.alicePhone, "after", ""))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.fault()).startsWith("/after ");
    }
  }

  @Test
  void nobodyIsServedWithoutALivingSession() {
    for (String name : List.of("open-conversation", "list-conversations", "get-conversation", "list-members")) {
      assertThat(TestEvent.of("conversations", name).without("authorization").to(handler).problem())
          .isEqualTo("unauthenticated");
      Device removed = Samples.device(story.alicePhone.account(), 99);
      assertThat(ask(name, removed).problem()).isEqualTo("session-ended");
    }
  }

  @Test
  void theDailyCallKeepsTheFunctionAliveAndTouchesNothing() {
    assertThat(TestEvent.of("conversations", "keep-alive").to(handler).status()).isEqualTo(401);
  }
}
