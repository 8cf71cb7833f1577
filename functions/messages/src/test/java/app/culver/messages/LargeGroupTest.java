package app.culver.messages;

import static app.culver.messages.MessagesFixture.changed;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Head;
import app.culver.core.delivery.Order;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.memory.Samples;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alice and Bob write to a group of 65, of whom only they have devices that would show. */
class LargeGroupTest {
  private final MessagesFixture fixture = new MessagesFixture();
  private final Story story = fixture.story;
  private final List<AccountId> members = Stream
      .concat(Stream.of(story.alicePhone, story.bobPhone).map(Device::account),
          IntStream.range(100, 163).mapToObj(Samples::account))
      .sorted(Identifier.TEXT_ORDER).toList();
  private final ConversationId group = ConversationId.of(Samples.bytes(16, 9).toArray());

  LargeGroupTest() {
    GroupCreated created = new GroupCreated(
        List.of(new NewMember(story.alicePhone.account(), Role.OWNER)));
    story.tables.create(
        new Conversation(group, ConversationKind.GROUP,
            members.stream().map(account -> new Member(account, Role.MEMBER, 1)).toList(), 1, story.now,
            story.alicePhone.account(), new Head(1, story.now)),
        new Entry.Membership(1, story.now, story.alicePhone.account(), story.alicePhone.id(), 0, created,
            Samples.sign(new byte[0])),
        story.now.plus(Story.RETENTION));
  }

  private TestEvent toGroup(String event) {
    return changed(event, body -> {
      body.put("conversation", group.value()).put("since", 1);
      body.putArray("envelopes").addObject().put("id", Samples.message(5).value()).put("suite", "mls")
          .put("ciphertext", Base64.getEncoder().encodeToString(new byte[334]));
    });
  }

  private List<AccountId> without(Device sender) {
    return members.stream().filter(account -> !account.equals(sender.account())).toList();
  }

  @Test
  void theSenderIsAnsweredItsOtherDevicesAreToldAndTheRestIsOrdered() {
    toGroup("send").to(fixture.handler);

    assertThat(fixture.frame(story.alicePhone).path("type").asText()).isEqualTo("sent");
    assertThat(fixture.frame(story.aliceLaptop).path("type").asText()).isEqualTo("entry");
    assertThat(fixture.frames(story.bobPhone)).isEmpty();
    assertThat(fixture.pushes).isEmpty();
    assertThat(fixture.orders).flatExtracting(Order::accounts).isEqualTo(without(story.alicePhone));
    assertThat(fixture.orders).allSatisfy(order -> {
      assertThat(order.conversation()).isEqualTo(group);
      assertThat(order.from()).isEqualTo(2);
      assertThat(order.to()).isEqualTo(2);
    });
  }

  @Test
  void byHttpItIsTheSame() {
    assertThat(toGroup("http-send").token(story.token(story.bobPhone)).to(fixture.handler).status()).isEqualTo(200);

    assertThat(fixture.frames(story.alicePhone)).isEmpty();
    assertThat(fixture.orders).flatExtracting(Order::accounts).isEqualTo(without(story.bobPhone));
  }

  @Test
  void aQueueThatDoesNotTakeThemFailsNothing() {
    fixture.ordersLost = true;

    toGroup("send").to(fixture.handler);

    assertThat(fixture.frame(story.alicePhone).path("type").asText()).isEqualTo("sent");
    assertThat(fixture.frame(story.aliceLaptop).path("type").asText()).isEqualTo("entry");
  }
}
