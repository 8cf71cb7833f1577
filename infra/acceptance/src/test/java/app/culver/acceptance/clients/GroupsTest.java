package app.culver.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Problem;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<Culver> open = new ArrayList<>();
  private final List<Event> distrust = new CopyOnWriteArrayList<>();
  private final String numberOfAlice = Cloud.running().newPhoneNumber();
  private Culver alice;
  private Culver bob;
  private Culver carol;

  @BeforeEach
  void threePeople() throws IOException {
    alice = person("alice", numberOfAlice);
    bob = person("bob", Cloud.running().newPhoneNumber());
    carol = person("carol", Cloud.running().newPhoneNumber());
  }

  @AfterEach
  void end() {
    open.forEach(Culver::close);
  }

  private Culver person(String name, String number) throws IOException {
    var client = JavaClient.open(Cloud.running().settings(), folder, name);
    open.add(client);
    JavaClient.signIn(client, number);
    client.listen(event -> {
      if (event instanceof Event.Distrust) {
        distrust.add(event);
      }
    });
    client.connect();
    return client;
  }

  private static AccountId account(Culver client) {
    return client.signedIn().orElseThrow().account();
  }

  private static List<Content> contents(Culver client, ConversationId group) {
    return client.history(group, Long.MAX_VALUE, 100).stream().map(Message::content).toList();
  }

  private static void awaitLast(Culver client, ConversationId group, Content content) {
    Awaitility.await().atMost(SOON).until(() -> client.conversations().stream()
        .anyMatch(known -> known.id().equals(group)) && contents(client, group).contains(content));
  }

  private static void send(Culver client, ConversationId group, String text) {
    assertThat(client.send(group, text).await(Message.State.SENT, SOON).state())
        .isGreaterThanOrEqualTo(Message.State.SENT).isNotEqualTo(Message.State.FAILED);
  }

  @Test
  void peopleComeAndGoAndSeeWhatWasWrittenWhileTheyWereThere() throws IOException {
    var group = alice.createGroup("The boat", List.of(account(bob)), Optional.empty()).id();
    awaitLast(bob, group, new Content.Titled("The boat", Optional.empty()));
    send(bob, group, "before Carol");
    awaitLast(alice, group, new Content.Text("before Carol"));

    alice.addMembers(group, List.of(account(carol)), Role.MEMBER);
    awaitLast(carol, group, new Content.Titled("The boat", Optional.empty()));
    send(carol, group, "hello");
    awaitLast(bob, group, new Content.Text("hello"));
    assertThat(contents(carol, group)).containsExactly(new Content.MembersAdded(List.of(account(carol))),
        new Content.Titled("The boat", Optional.empty()), new Content.Text("hello"));
    assertThat(carol.conversation(group).proven()).isTrue();

    assertThatThrownBy(() -> bob.removeMembers(group, List.of(account(carol))))
        .isInstanceOfSatisfying(CulverException.Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.NotAllowed.class));
    alice.setRole(group, account(bob), Role.ADMIN);
    awaitLast(bob, group, new Content.RoleChanged(account(bob), Role.ADMIN));
    bob.setTitle(group, "The ship", Optional.empty());
    awaitLast(alice, group, new Content.Titled("The ship", Optional.empty()));

    bob.removeMembers(group, List.of(account(carol)));
    awaitLast(carol, group, new Content.MembersRemoved(List.of(account(carol))));
    send(alice, group, "without Carol");
    carol.sync();
    assertThat(contents(carol, group)).doesNotContain(new Content.Text("without Carol"))
        .contains(new Content.Text("hello"));
    assertThat(carol.conversation(group).ended()).contains(new Conversation.Ended(Optional.of(account(bob))));
    assertThatThrownBy(() -> carol.send(group, "still?")).isInstanceOf(CulverException.NotPossible.class);

    var tablet = person("tablet", numberOfAlice);
    awaitLast(tablet, group, new Content.NotForThisDevice());
    assertThat(tablet.conversation(group).role(account(bob))).contains(Role.ADMIN);
    send(bob, group, "to the tablet, too");
    awaitLast(tablet, group, new Content.Text("to the tablet, too"));
    send(tablet, group, "from the tablet");
    awaitLast(bob, group, new Content.Text("from the tablet"));

    assertThatThrownBy(() -> alice.leave(group)).isInstanceOfSatisfying(CulverException.Refused.class,
        refused -> assertThat(refused.problem()).isInstanceOf(Problem.LastOwner.class));
    bob.leave(group);
    awaitLast(alice, group, new Content.MemberLeft());
    assertThat(alice.members(group)).singleElement()
        .satisfies(member -> assertThat(member.account()).isEqualTo(account(alice)));
    assertThat(distrust).isEmpty();
  }

  @Test
  void whoIsBlockedIsNotHeardAndCannotTell() {
    var talk = alice.conversationWith(account(bob)).id();
    send(alice, talk, "hello");
    awaitLast(bob, talk, new Content.Text("hello"));
    bob.block(account(alice));
    assertThat(bob.blocked()).extracting(each -> each.account()).containsExactly(account(alice));
    send(alice, talk, "unheard");
    var group = alice.createGroup("Not for Bob", List.of(account(bob)), Optional.empty());
    assertThat(group.members()).hasSize(2);
    bob.unblock(account(alice));
    send(alice, talk, "heard");
    awaitLast(bob, talk, new Content.Text("heard"));
    bob.sync();
    assertThat(contents(bob, talk)).doesNotContain(new Content.Text("unheard"));
    assertThat(bob.conversations()).extracting(Conversation::id).containsExactly(talk);
    assertThat(alice.members(group.id())).filteredOn(member -> member.invited()).singleElement()
        .satisfies(member -> assertThat(member.account()).isEqualTo(account(bob)));
  }
}
