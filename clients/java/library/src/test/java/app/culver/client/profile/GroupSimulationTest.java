package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Conversation.Ended;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reader;
import app.culver.client.Reference;
import app.culver.client.Role;
import app.culver.client.crypto.GroupConversation;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.store.Batch;
import app.culver.client.wire.ChangeJson;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups, whose members come and go while they write and while everything goes wrong that can. */
class GroupSimulationTest {
  @TempDir private Path folder;
  private Simulation simulation;
  private ModelServer server;
  private FlakyNetwork network;
  private SimulatedClient alice;
  private SimulatedClient bob;
  private SimulatedClient carol;
  private SimulatedClient dave;
  private final List<SimulatedClient> clients = new ArrayList<>();

  private void begin(long seed) {
    simulation = new Simulation(seed);
    server = new ModelServer(simulation::now, simulation.random());
    network = new FlakyNetwork(simulation, server);
    alice = client("alice", "token-1");
    bob = client("bob", "token-2");
    carol = client("carol", "token-3");
    dave = client("dave", "token-4");
    run(5);
  }

  private SimulatedClient client(String name, String phone) {
    var client = new SimulatedClient(simulation, network, folder.resolve(name), phone, Duration.ZERO);
    clients.add(client);
    return client;
  }

  private void run(int seconds) {
    simulation.run(Duration.ofSeconds(seconds));
  }

  /** A group of Alice, who created it, Bob and Carol. */
  private ConversationId group(long seed) {
    begin(seed);
    alice.create("the boat", List.of(bob.account(), carol.account()));
    run(60);
    return server.logs.keySet().iterator().next();
  }

  private static List<Content> contents(SimulatedClient client, ConversationId group) {
    return client.messages(group).stream().map(Message::content).toList();
  }

  private static Conversation view(SimulatedClient client, ConversationId group) {
    return new Views(client.parts).conversation(group);
  }

  @Test
  void everyoneSeesWhoIsInItWhatItIsCalledAndWhatIsWritten() {
    var group = group(1);
    bob.write(group, "hello");
    run(10);
    for (var client : List.of(alice, bob, carol)) {
      assertThat(contents(client, group)).hasSize(3).first().isInstanceOf(Content.Created.class);
      assertThat(contents(client, group)).endsWith(new Content.Titled("the boat", Optional.empty()),
          new Content.Text("hello"));
      assertThat(view(client, group).title()).contains("the boat");
      assertThat(view(client, group).proven()).isTrue();
      assertThat(view(client, group).members()).noneMatch(Member::invited);
      assertThat(view(client, group).role(alice.account())).contains(Role.OWNER);
    }
    assertThat(bob.events).anyMatch(Event.ConversationAdded.class::isInstance);
    assertThat(new Views(bob.parts).readers(bob.messages(group).get(2)))
        .extracting(Reader::state).containsOnly(Message.State.DELIVERED);
  }

  @Test
  void whoIsAddedSeesNothingFromBeforeAndLearnsTheTitleAndTheMembers() {
    var group = group(2);
    bob.write(group, "before");
    run(10);
    alice.change(groups -> groups.add(group, List.of(dave.account()), Role.MEMBER));
    run(20);
    bob.write(group, "after");
    run(10);
    assertThat(contents(dave, group)).containsExactly(new Content.MembersAdded(List.of(dave.account())),
        new Content.Titled("the boat", Optional.empty()), new Content.Text("after"));
    assertThat(view(dave, group).proven()).isTrue();
    assertThat(dave.events).noneMatch(Event.Distrust.class::isInstance);
    assertThat(contents(carol, group)).endsWith(new Content.MembersAdded(List.of(dave.account())),
        new Content.Text("after"));
  }

  @Test
  void whoIsRemovedKeepsWhatWasSeenAndIsToldWhy() {
    var group = group(3);
    bob.pause();
    carol.write(group, "still for all");
    run(10);
    alice.change(groups -> groups.remove(group, List.of(bob.account())));
    run(10);
    carol.write(group, "not for Bob");
    run(10);
    bob.resume();
    run(30);
    assertThat(contents(bob, group)).endsWith(new Content.Text("still for all"),
        new Content.MembersRemoved(List.of(bob.account())));
    assertThat(view(bob, group).ended()).contains(new Ended(Optional.of(alice.account())));
    assertThat(catchThrowable(() -> bob.parts.outbox.add(group, "no")))
        .isInstanceOf(CulverException.NotPossible.class);
    alice.change(groups -> groups.add(group, List.of(bob.account()), Role.ADMIN));
    run(20);
    bob.write(group, "back");
    run(10);
    assertThat(carol.texts(group)).containsExactly("still for all", "not for Bob", "back");
    assertThat(bob.texts(group)).containsExactly("still for all", "back");
    assertThat(contents(bob, group)).noneMatch(Content.Expired.class::isInstance);
    assertThat(view(bob, group).role(bob.account())).contains(Role.ADMIN);
  }

  @Test
  void whatWaitsInTheOutboxOfOneWhoWasRemovedFails() {
    var group = group(4);
    network.faults = new Faults(2, 0, 0, 0, 0, 0);
    bob.write(group, "too late");
    run(5);
    bob.pause();
    network.faults = Faults.NONE;
    run(120);
    alice.change(groups -> groups.remove(group, List.of(bob.account())));
    run(10);
    bob.resume();
    run(60);
    assertThat(bob.messages(group)).last().extracting(Message::state).isEqualTo(Message.State.FAILED);
    assertThat(carol.texts(group)).isEmpty();
  }

  @Test
  void twoWhoChangeMembersAtOnceBothSucceed() {
    var group = group(5);
    alice.change(groups -> groups.giveRole(group, bob.account(), Role.ADMIN));
    run(10);
    alice.change(groups -> groups.remove(group, List.of(carol.account())));
    bob.change(groups -> groups.add(group, List.of(dave.account()), Role.MEMBER));
    run(60);
    for (var client : List.of(alice, bob, dave)) {
      assertThat(client.parts.history.members(group)).containsExactlyInAnyOrder(alice.account(), bob.account(),
          dave.account());
    }
    carol.change(groups -> groups.leave(group));
    dave.change(groups -> groups.leave(group));
    run(10);
    assertThat(contents(alice, group)).last().isEqualTo(new Content.MemberLeft());
    assertThat(contents(dave, group)).last().isEqualTo(new Content.MemberLeft());
  }

  @Test
  void anotherDeviceOfAMemberCatchesUp() {
    var group = group(6);
    bob.write(group, "one");
    run(10);
    var tablet = client("tablet", "token-1");
    run(20);
    bob.write(group, "two");
    run(10);
    assertThat(tablet.texts(group)).containsExactly("two");
    assertThat(view(tablet, group).proven()).isTrue();
    tablet.write(group, "three");
    run(10);
    assertThat(carol.texts(group)).containsExactly("one", "two", "three");
  }

  /** A dozen courses of events, and more for whoever looks for trouble: {@code -Dculver.seeds=1000}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("culver.seeds", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void peopleComeAndGoWhileTheyWriteWhateverFails(long seed) {
    var group = group(seed);
    network.faults = Faults.MANY;
    server.access = Duration.ofSeconds(75);
    for (var i = 0; i < 10; i++) {
      var text = " " + i;
      for (var client : List.of(alice, bob, carol)) {
        simulation.at(simulation.upTo(120_000), () -> client.write(group, client.account() + text));
      }
    }
    var others = List.of(bob, carol, dave);
    for (var i = 0; i < 4; i++) {
      var one = List.of(others.get((int) (simulation.upTo(3).toMillis() % 3)).account());
      simulation.at(simulation.upTo(60_000), () -> alice.change(groups -> groups.remove(group, one)));
      simulation.at(simulation.upTo(120_000), () -> alice.change(groups -> groups.add(group, one, Role.MEMBER)));
      simulation.at(simulation.upTo(120_000), others.get(i % 3)::kill);
    }
    run(180);
    network.faults = Faults.NONE;
    network.endConnections();
    simulation.run(Duration.ofMinutes(10));
    assertWhole(group);
  }

  private void assertWhole(ConversationId group) {
    var log = server.logs.get(group);
    assertThat(alice.shown(group)).doesNotHaveDuplicates();
    assertThat(alice.parts.outbox.isEmpty()).isTrue();
    var shownToAlice = alice.texts(group);
    assertThat(shownToAlice).doesNotHaveDuplicates();
    // Who was away between two times may have missed the end of the first one, which the server tells no more.
    assertThat(contents(alice, group)).noneMatch(Content.Expired.class::isInstance);
    for (var client : clients) {
      assertThat(client.events).noneMatch(Event.Distrust.class::isInstance);
      if (!client.parts.history.has(group)) {
        // Added and removed while it was away, it has missed that there was a group.
        assertThat(log.members).doesNotContain(client.account());
        continue;
      }
      assertThat(contents(client, group)).noneMatch(Content.Refused.class::isInstance);
      assertThat(shownToAlice).satisfies(all -> assertThat(texts(client, group)).isSubsetOf(all)
          .isEqualTo(all.stream().filter(texts(client, group)::contains).toList()));
      assertThat(client.parts.outbox.isEmpty()).isTrue();
      var end = view(client, group).ended();
      assertThat(end.isEmpty()).isEqualTo(log.members.contains(client.account()));
      if (end.isEmpty()) {
        assertThat(client.parts.history.members(group)).containsExactlyInAnyOrderElementsOf(log.members);
        assertThat(client.parts.history.progress(group).cursor()).isEqualTo(log.tail);
      }
    }
  }

  private static List<String> texts(SimulatedClient client, ConversationId group) {
    return client.messages(group).stream().filter(message -> message.state() != Message.State.FAILED)
        .map(Message::content).filter(Content.Text.class::isInstance).map(content -> ((Content.Text) content).text())
        .toList();
  }

  @Test
  void aChangeThatNobodyWasAllowedToMakeChangesNothing() {
    var group = group(7);
    var log = server.logs.get(group);
    var entry = log.entries.get(1L).deepCopy().put("after", 1);
    var stranger = AccountId.of(new byte[16]).value();
    var membership = Json.object().put("type", "added");
    membership.putArray("members").addObject().put("account", stranger).put("role", "member");
    entry.set("membership", membership);
    log.forge(entry);
    network.endConnections();
    run(30);
    for (var client : List.of(alice, bob, carol)) {
      assertThat(contents(client, group)).last().isInstanceOf(Content.Refused.class);
      assertThat(client.parts.history.members(group)).hasSize(3);
      assertThat(client.events).anyMatch(Event.Distrust.class::isInstance);
    }
  }

  @Test
  void aChangeThatAMemberSignedWhoMustNotIsRefused() {
    var group = group(9);
    var log = server.logs.get(group);
    var change = new MembershipChange.Removed(List.of(alice.account()));
    var signature = GroupConversation.sign(bob.parts.session.keys(), group, 1, change);
    log.forge(log.newest().put("kind", "membership").put("sender", bob.account().value())
        .put("device", bob.parts.session.required().device().value()).put("after", 1)
        .put("signature", Json.base64(signature)).<ObjectNode>set("membership", ChangeJson.write(change)));
    network.endConnections();
    run(30);
    assertThat(contents(carol, group)).last().isInstanceOf(Content.Refused.class);
    assertThat(carol.parts.history.members(group)).contains(alice.account());
    assertThat(view(alice, group).ended()).isEmpty();
  }

  @Test
  void aRestoredBackupOfAGroupIsFollowedAnew() {
    var group = group(10);
    alice.change(groups -> groups.add(group, List.of(dave.account()), Role.MEMBER));
    run(20);
    bob.write(group, "lost");
    run(10);
    var log = server.logs.get(group);
    log.restore(2);
    log.members.remove(dave.account());
    log.roles.remove(dave.account());
    log.change = 1;
    server.epoch = 2;
    network.endConnections();
    carol.write(group, "after");
    run(120);
    for (var client : List.of(alice, bob, carol)) {
      assertThat(client.parts.history.members(group)).hasSize(3);
      assertThat(client.texts(group)).containsExactly("lost", "after");
      assertThat(contents(client, group)).filteredOn(Content.Created.class::isInstance).hasSize(1);
    }
  }

  /** Whoever adds somebody names the group again, which is no line, nor is a reaction to what is not there. */
  @Test
  void whatWasNoLineIsNoneWhenTheLogBeginsAnewWithAllThatWasInIt() {
    var group = group(10);
    alice.change(groups -> groups.add(group, List.of(dave.account()), Role.MEMBER));
    run(20);
    bob.write(group, "text");
    simulation.at(Duration.ZERO, () -> {
      var nothing = new Reference(DeviceId.of(new byte[16]), MessageId.of(new byte[16]));
      bob.parts.outbox.add(group, new Content.Reacted(nothing, Optional.of("👍")), new Batch());
      bob.parts.outbox.introduce(group, new Batch());
      bob.parts.sender.pump(group);
    });
    run(10);
    var before = List.of(contents(alice, group), contents(bob, group), contents(carol, group));

    server.epoch = 2;
    network.endConnections();
    run(120);

    assertThat(List.of(contents(alice, group), contents(bob, group), contents(carol, group))).isEqualTo(before);
    assertThat(before).allSatisfy(contents -> assertThat(contents).doesNotContain(new Content.NotForThisDevice()));
  }

  /** Whoever adds somebody names the group again; what it was called later is not forgotten for that. */
  @Test
  void aGroupKeepsItsLastTitleWhenTheLogBeginsAnew() {
    var group = group(13);
    alice.change(groups -> groups.add(group, List.of(dave.account()), Role.MEMBER));
    run(20);
    name(alice, group, "the ship");
    var before = contents(carol, group);

    server.epoch = 2;
    network.endConnections();
    run(120);

    for (var client : List.of(alice, bob, carol, dave)) {
      assertThat(view(client, group).title()).as(client.account().value()).contains("the ship");
    }
    assertThat(contents(carol, group)).isEqualTo(before);
  }

  @Test
  void whatWasDoneAfterAChangeIsNotDoneAgainWhenTheLogBeginsAnew() {
    var group = group(14);
    alice.change(groups -> groups.add(group, List.of(dave.account()), Role.MEMBER));
    alice.change(groups -> groups.giveRole(group, bob.account(), Role.ADMIN));
    run(20);
    var log = server.logs.get(group);
    alice.pause();
    server.epoch = 2;
    network.endConnections();
    name(bob, group, "the ship");
    var tail = log.tail;

    alice.resume();
    run(120);

    assertThat(log.tail).isEqualTo(tail);
    assertThat(view(carol, group).title()).contains("the ship");
  }

  private void name(SimulatedClient client, ConversationId group, String title) {
    simulation.at(Duration.ZERO, () -> {
      var batch = new Batch();
      client.parts.groups.title(group, new Content.Titled(title, Optional.empty()), batch);
      client.parts.store.write(batch);
      client.parts.sender.pump(group);
    });
    run(30);
  }

  @Test
  void toMoreThanSixtyFourDevicesNothingCanBeSent() {
    var group = group(11);
    var known = server.devices.get(bob.parts.session.required().device());
    for (var i = 0; i < 63; i++) {
      var device = new DeviceId("%020dAA".formatted(i));
      server.devices.put(device,
          new ModelDevice(bob.account(), device, known.signingKey, known.sealingKey, simulation.now()));
    }
    alice.write(group, "too many");
    run(30);
    assertThat(alice.messages(group)).last().satisfies(message -> {
      assertThat(message.state()).isEqualTo(Message.State.FAILED);
      assertThat(message.failure().orElseThrow()).contains("65 other devices", "64 at most");
    });
    assertThat(catchThrowable(
        () -> new Writing(alice.parts, null, new Views(alice.parts)).send(group, "still too many")))
        .isInstanceOf(CulverException.NotPossible.class).hasMessageContaining("64 at most");
  }

  @Test
  void inLargeGroupsOneAsksWhoHasCome() {
    begin(12);
    var others = new ArrayList<AccountId>();
    for (var i = 0; i < 8; i++) {
      client("other" + i, "number-" + i);
    }
    run(5);
    clients.stream().skip(1).map(SimulatedClient::account).distinct().forEach(others::add);
    alice.create("the fleet", others);
    run(30);
    var group = server.logs.keySet().iterator().next();
    server.logs.get(group).receiptsAreOwn = true;
    bob.write(group, "hello");
    run(10);
    alice.markRead(group);
    run(10);
    var message = bob.messages(group).stream().filter(line -> line.content() instanceof Content.Text).toList().get(0);
    assertThat(message.state()).isEqualTo(Message.State.SENT);
    var readers = new ArrayList<Reader>();
    simulation.at(Duration.ZERO, () -> new Reading(bob.parts, new Views(bob.parts)).readersOf(message)
        .thenAccept(readers::addAll));
    run(5);
    assertThat(readers).hasSize(11).contains(new Reader(alice.account(), Message.State.READ),
        new Reader(carol.account(), Message.State.DELIVERED));
    assertThat(catchThrowable(() -> bob.parts.typing.typed(group))).isNull();
    run(5);
    assertThat(server.logs.get(group).signals).isEmpty();
  }

  @Test
  void nothingIsSealedToMembersWhomTheServerInvents() {
    var group = group(8);
    server.logs.get(group).members.add(dave.account());
    bob.write(group, "private");
    run(60);
    assertThat(bob.messages(group)).last().extracting(Message::state).isEqualTo(Message.State.FAILED);
    assertThat(server.logs.get(group).messages()).hasSize(1);
  }
}
