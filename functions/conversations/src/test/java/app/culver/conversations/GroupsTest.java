package app.culver.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {
  private final Story story = new Story();
  private final ConversationsHandler handler = new ConversationsHandler(new Ports(story.basis,
      account -> !story.devices.of(account).isEmpty(), story.tables, story.tables, story.tables, story.tables,
      story.tables, Story.RETENTION));

  /** The id that contract/examples gives the group. */
  private final ConversationId id = new ConversationId(
      Story.read("contract/examples/http/createGroup/created.response.json").path("conversation").asText());

  private TestEvent event(String name, Device device) {
    return TestEvent.of("conversations", name).token(story.token(device));
  }

  private Answer create() {
    return event("create-group", story.alicePhone).to(handler);
  }

  private Answer change(Device device, String example) {
    return event("change-members", device)
        .body(Story.read("contract/examples/http/changeMembers/" + example + ".request.json").toString()).to(handler);
  }

  private List<JsonNode> frames(Device device) {
    return story.connections.frames(Story.socket(device)).stream().map(GroupsTest::parse).toList();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the example says, at the time of this story. */
  private JsonNode example(String path) {
    JsonNode example = Story.read("contract/examples/http/" + path + ".response.json").deepCopy();
    for (JsonNode each : List.of(example, example.path("conversation"))) {
      if (each.has("createdAt")) {
        ((ObjectNode) each).put("createdAt", story.now.toEpochMilli());
      }
    }
    return example;
  }

  @Test
  void aGroupIsCreatedOnceAndFoundAgain() {
    Answer created = create();
    Answer again = create();

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body()).isEqualTo(example("createGroup/created"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(created.body());
  }

  @Test
  void membersSeeANewGroupByTheEntryThatBeginsIt() {
    create();

    JsonNode entry = frames(story.bobPhone).getFirst().path("entry");
    JsonNode told = Story.read("contract/examples/socket/event-entry/group-created.json").path("entry");
    assertThat(entry.path("membership")).isEqualTo(told.path("membership"));
    assertThat(entry.path("after").asInt(-1)).isZero();
    assertThat(entry.path("signature")).isEqualTo(told.path("signature"));
    assertThat(frames(story.aliceLaptop)).hasSize(1);
    assertThat(frames(story.alicePhone)).isEmpty();
    assertThat(frames(story.carolPhone)).isEmpty();
  }

  @Test
  void aChangeIsMadeToldAndAnsweredTheSameAgain() {
    create();

    Answer changed = event("change-members", story.bobPhone).to(handler);
    Answer again = event("change-members", story.bobPhone).to(handler);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo(example("changeMembers/added"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(changed.body());
    assertThat(frames(story.carolPhone)).first().satisfies(frame -> {
      assertThat(frame.path("conversation").asText()).isEqualTo(id.value());
      assertThat(frame.path("entry").path("membership"))
          .isEqualTo(Story.read("contract/examples/http/changeMembers/added.request.json").path("change"));
      assertThat(frame.path("entry").path("after").asLong()).isEqualTo(1);
      assertThat(frame.path("entry").path("change").asLong()).isEqualTo(2);
    });
  }

  @Test
  void whoWasRemovedIsToldAndThenFindsNothing() {
    create();
    change(story.bobPhone, "added");
    change(story.alicePhone, "role");

    Answer removed = change(story.alicePhone, "removed");

    // The example was signed over change 3, and so is this one: no message came between.
    assertThat(removed.status()).isEqualTo(200);
    assertThat(removed.body().path("seq").asLong()).isEqualTo(4);
    assertThat(removed.body().at("/conversation/members")).hasSize(2);
    assertThat(frames(story.carolPhone)).last()
        .satisfies(frame -> assertThat(frame.at("/entry/membership/type").asText()).isEqualTo("removed"));
    for (String name : List.of("get-conversation", "list-members", "list-receipts")) {
      assertThat(event(name, story.carolPhone).path("conversation", id.value()).to(handler).problem())
          .isEqualTo("not-found");
    }
    assertThat(event("list-conversations", story.carolPhone).to(handler).body().path("conversations")).isEmpty();
  }

  @Test
  void refusalsAreThoseOfTheContract() {
    create();
    change(story.bobPhone, "added");

    assertThat(change(story.carolPhone, "not-allowed")).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("not-allowed");
    });
    assertThat(change(story.alicePhone, "outdated")).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.problem()).isEqualTo("membership-changed");
      assertThat(answer.body().path("change").asLong()).isEqualTo(2);
    });
    assertThat(change(story.bobPhone, "already-member")).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.fault()).startsWith("/change/members/0/account ");
    });
    change(story.alicePhone, "role");
    assertThat(change(story.alicePhone, "last-owner")).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.problem()).isEqualTo("last-owner");
    });
    assertThat(change(story.stranger, "left").problem()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @CsvSource({"nonce, 7, /nonce", "nonce, \"x\", /nonce", "members, [], /members", "members, {}, /members",
      "signature, \"AA==\", /signature", "title, \"Friends\", ''"})
  void whatBreaksTheContractIsRefusedAtItsPlace(String name, String value, String pointer) {
    TestEvent event = event("create-group", story.alicePhone);

    Answer answer = event.body(event.body().set(name, parse(value)).toString()).to(handler);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith(pointer + " ");
    assertThat(story.tables.find(id)).isEmpty();
  }

  @Test
  void membersAreListedWithTheirRolesAndBeginnings() {
    create();
    change(story.bobPhone, "added");

    JsonNode members = event("list-members", story.bobPhone).path("conversation", id.value()).to(handler).body();

    assertThat(members.path("change").asLong()).isEqualTo(2);
    assertThat(members.path("members")).hasSize(3);
    assertThat(story.tables.find(id).orElseThrow().members())
        .contains(new Member(story.carolPhone.account(), Role.MEMBER, 2));
    for (JsonNode member : members.path("members")) {
      assertThat(member.fieldNames()).toIterable().containsExactly("account", "role", "joined");
    }
  }

  @Test
  void receiptsAreListedOnDemand() {
    ConversationId direct = story.open(story.alicePhone, story.bobPhone);
    story.tables.raise(direct,
        new Receipt(story.alicePhone.account(), story.alicePhone.id(), new Watermarks(1, 0)));
    story.tables.raise(direct,
        new Receipt(story.alicePhone.account(), story.aliceLaptop.id(), new Watermarks(1, 1)));

    assertThat(event("list-receipts", story.bobPhone).to(handler).body()).isEqualTo(parse("""
        {"receipts": [{"account": "%s", "delivered": 1, "read": 1}]}
        """.formatted(story.alicePhone.account())));
    assertThat(event("list-receipts", story.stranger).to(handler).problem()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"change-members", "list-receipts"})
  void anIllFormedIdIsRefusedAtItsPlace(String name) {
    Answer answer = event(name, story.alicePhone).path("conversation", "a#b:c").to(handler);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fault()).startsWith("/conversation ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create-group", "change-members", "list-receipts"})
  void nobodyIsServedWithoutALivingSession(String name) {
    assertThat(TestEvent.of("conversations", name).without("authorization").to(handler).problem())
        .isEqualTo("unauthenticated");
    assertThat(event(name, Samples.device(story.alicePhone.account(), 99)).to(handler).problem())
        .isEqualTo("session-ended");
    assertThat(story.tables.newest(id)).isEmpty();
  }
}
