package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.ConnectionState;
import app.culver.client.Content;
import app.culver.client.Message;
import app.culver.client.Reference;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.history.Line;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole clients against the contract, while everything goes wrong that can. Each seed is another course of events. */
class SimulationTest {
  @TempDir private Path folder;
  private Simulation simulation;
  private ModelServer server;
  private FlakyNetwork network;
  private final List<SimulatedClient> clients = new ArrayList<>();

  private void begin(long seed) {
    simulation = new Simulation(seed);
    server = new ModelServer(simulation::now, simulation.random());
    network = new FlakyNetwork(simulation, server);
  }

  private SimulatedClient client(String name, String phone, Duration clockWrongBy) {
    var client = new SimulatedClient(simulation, network, folder.resolve(name), phone, clockWrongBy);
    clients.add(client);
    return client;
  }

  private ConversationId between(SimulatedClient one, SimulatedClient other) {
    return DirectConversation.id(one.account(), other.account());
  }

  @Test
  void whatIsSentIsShownToBothAndItsStatesAreReached() {
    begin(1);
    var alice = client("alice", "token-1", Duration.ZERO);
    var bob = client("bob", "token-2", Duration.ZERO);
    simulation.run(Duration.ofSeconds(5));
    alice.write(bob.account(), "hello");
    simulation.run(Duration.ofSeconds(5));
    var conversation = between(alice, bob);
    assertThat(bob.texts(conversation)).containsExactly("hello");
    assertThat(alice.messages(conversation)).last().extracting(Message::state).isEqualTo(Message.State.DELIVERED);
    bob.markRead(conversation);
    simulation.run(Duration.ofSeconds(5));
    assertThat(alice.messages(conversation)).last().extracting(Message::state).isEqualTo(Message.State.READ);
  }

  /** A dozen courses of events, and more for whoever looks for trouble: {@code -Dculver.seeds=1000}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("culver.seeds", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostDoubledOrOutOfOrderWhateverFails(long seed) {
    begin(seed);
    var alice = client("alice", "token-1", Duration.ofDays(2));
    var bob = client("bob", "token-2", Duration.ofHours(-5));
    simulation.run(Duration.ofSeconds(5));
    var conversation = between(alice, bob);
    network.faults = Faults.MANY;
    server.access = Duration.ofSeconds(75);
    talk(alice, bob, 12);
    var tablet = client("tablet", "token-2", Duration.ZERO);
    talk(alice, bob, 12);
    quieten();
    assertWhole(conversation, 24);
    assertThat(tablet.shown(conversation)).isEqualTo(server.logs.get(conversation).messages());
  }

  /** Alice and Bob, who have written to each other this often. */
  private ConversationId conversation(int messages) {
    begin(messages);
    var alice = client("alice", "token-1", Duration.ZERO);
    var bob = client("bob", "token-2", Duration.ZERO);
    simulation.run(Duration.ofSeconds(5));
    for (var i = 0; i < messages; i++) {
      (i % 2 == 0 ? alice : bob).write((i % 2 == 0 ? bob : alice).account(), "before " + i);
      simulation.run(Duration.ofSeconds(3));
    }
    return between(alice, bob);
  }

  @Test
  void aRestoredBackupStartsOverWithoutDoubling() {
    var conversation = conversation(10);
    clients.get(0).kill();
    var log = server.logs.get(conversation);
    var before = log.messages();
    log.restore(7);
    server.epoch = 2;
    network.endConnections();
    clients.get(1).write(clients.get(0).account(), "after");
    simulation.run(Duration.ofMinutes(2));
    assertThat(log.messages()).hasSize(7).startsWith(before.subList(0, 6).toArray(String[]::new));
    for (var client : clients) {
      assertThat(client.shown(conversation)).startsWith(before.toArray(String[]::new)).hasSize(11)
          .doesNotHaveDuplicates();
      assertThat(client.parts.history.progress(conversation).cursor()).isEqualTo(8);
      assertThat(client.messages(conversation)).last().extracting(Message::state).isNotEqualTo(Message.State.SENDING);
    }
    assertThat(clients.get(1).messages(conversation)).last().extracting(Message::state)
        .isEqualTo(Message.State.DELIVERED);
  }

  /** It greets with the new epoch, and only a sync brings what that means. */
  @Test
  void numbersOfOtherLogsSayNothingUntilASyncHasBroughtTheNewOnes() {
    var conversation = conversation(4);
    var alice = clients.get(0);
    var bob = clients.get(1);
    bob.markRead(conversation);
    simulation.run(Duration.ofSeconds(5));
    bob.pause();
    server.logs.get(conversation).restore(1);
    server.epoch = 2;
    network.endConnections();
    simulation.run(Duration.ofSeconds(30));
    for (var i = 0; i < 4; i++) {
      alice.write(bob.account(), "after " + i);
      simulation.run(Duration.ofSeconds(3));
    }
    network.lost = request -> request.url().endsWith("/sync");
    bob.resume();
    simulation.run(Duration.ofSeconds(5));
    alice.write(bob.account(), "live");
    simulation.run(Duration.ofSeconds(3));
    assertThat(alice.messages(conversation)).last().extracting(Message::state).isEqualTo(Message.State.SENT);
    network.lost = request -> false;
    simulation.run(Duration.ofMinutes(2));
    assertThat(bob.texts(conversation)).endsWith("after 0", "after 1", "after 2", "after 3", "live");
    assertThat(alice.messages(conversation)).filteredOn(message -> message.content().toString().contains("after"))
        .extracting(Message::state).containsOnly(Message.State.DELIVERED);
  }

  @Test
  void whatComesBeforeTheFirstEpochIsKnownLeavesNothingThatIsSaidToBeMissing() {
    begin(1);
    var alice = client("alice", "token-1", Duration.ZERO);
    var bob = client("bob", "token-2", Duration.ZERO);
    simulation.run(Duration.ofSeconds(5));
    network.lost = request -> request.url().endsWith("/sync");
    simulation.at(Duration.ZERO, () -> alice.parts.conversations.begin(bob.account()));
    simulation.run(Duration.ofSeconds(5));
    var conversation = between(alice, bob);
    var phone = server.devices.get(bob.parts.session.required().device());
    for (var i = 0; i < 2; i++) {
      server.logs.get(conversation).repeat(phone);
      simulation.run(Duration.ofSeconds(2));
    }
    network.lost = request -> false;
    simulation.run(Duration.ofMinutes(2));
    alice.write(bob.account(), "hello");
    simulation.run(Duration.ofSeconds(30));
    assertThat(bob.messages(conversation)).extracting(Message::content).hasSize(2)
        .noneMatch(Content.Expired.class::isInstance).endsWith(new Content.Text("hello"));
  }

  @Test
  void aMessageThatIsEditedWhileItsLogBeginsAnewHasItsNewNumber() {
    var conversation = conversation(2);
    var alice = clients.get(0);
    var bob = clients.get(1);
    bob.pause();
    server.epoch = 2;
    network.endConnections();
    simulation.run(Duration.ofSeconds(30));
    simulation.at(Duration.ZERO, () -> {
      var line = alice.parts.history.line(conversation, 2).orElseThrow();
      var to = new Reference(line.device().orElseThrow(), line.id().orElseThrow());
      alice.parts.outbox.add(conversation, new Content.Edited(to, "edited"), new Batch());
      alice.parts.sender.pump(conversation);
    });
    simulation.run(Duration.ofSeconds(10));
    bob.resume();
    simulation.run(Duration.ofSeconds(30));
    assertThat(bob.texts(conversation)).containsExactly("edited", "before 1");
    assertThat(bob.parts.history.after(conversation, 0)).filteredOn(line -> line.id().isPresent())
        .extracting(Line::epoch).containsOnly(2L);
  }

  /** For a moment an instance of the function from before may still answer. */
  @Test
  void whatAnswersForOlderLogsIsAskedAgainAndTaughtNothing() {
    var conversation = conversation(4);
    server.epoch = 2;
    network.endConnections();
    simulation.run(Duration.ofMinutes(1));
    server.epoch = 1;
    network.endConnections();
    clients.get(0).write(clients.get(1).account(), "meanwhile");
    simulation.run(Duration.ofMinutes(1));
    for (var client : clients) {
      assertThat(client.parts.history.epoch()).isEqualTo(2);
      assertThat(client.parts.history.progress(conversation).cursor()).isBetween(5L, 6L);
    }
    server.epoch = 2;
    simulation.run(Duration.ofMinutes(2));
    for (var client : clients) {
      assertThat(client.texts(conversation)).hasSize(5).endsWith("meanwhile").doesNotHaveDuplicates();
      assertThat(client.parts.history.progress(conversation).cursor()).isEqualTo(6);
    }
  }

  @Test
  void aConversationThatABackupLacksIsBegunAnewByWhoeverWritesFirst() {
    var conversation = conversation(4);
    server.logs.remove(conversation);
    server.epoch = 2;
    clients.get(0).write(clients.get(1).account(), "not failed");
    simulation.run(Duration.ofMinutes(1));
    network.endConnections();
    simulation.run(Duration.ofMinutes(1));
    for (var client : clients) {
      assertThat(client.texts(conversation)).hasSize(5).endsWith("not failed").doesNotHaveDuplicates();
    }
  }

  @Test
  void whatExpiredMeanwhileIsSaidToBeMissing() {
    var conversation = conversation(4);
    clients.get(1).pause();
    for (var i = 0; i < 6; i++) {
      clients.get(0).write(clients.get(1).account(), "away " + i);
      simulation.run(Duration.ofSeconds(3));
    }
    server.logs.get(conversation).expire(8);
    clients.get(1).resume();
    simulation.run(Duration.ofSeconds(30));
    assertThat(clients.get(1).messages(conversation)).extracting(Message::content)
        .contains(new Content.Expired(3), new Content.Text("away 3"), new Content.Text("away 5"))
        .doesNotContain(new Content.Text("away 2"));
  }

  @Test
  void whereEverythingExpiredOneCanStillWrite() {
    var conversation = conversation(4);
    clients.get(1).pause();
    clients.get(0).write(clients.get(1).account(), "gone");
    simulation.run(Duration.ofSeconds(3));
    server.logs.get(conversation).expire(6);
    clients.get(1).resume();
    simulation.run(Duration.ofSeconds(30));
    assertThat(clients.get(1).messages(conversation)).last().extracting(Message::content)
        .isEqualTo(new Content.Expired(1));
    clients.get(1).write(clients.get(0).account(), "still here");
    simulation.run(Duration.ofSeconds(5));
    assertThat(clients.get(0).texts(conversation)).endsWith("still here");
  }

  @Test
  void whoIsTooFarBehindSyncsBeforeItSends() {
    var conversation = conversation(2);
    var bob = clients.get(1);
    network.faults = new Faults(2, 0, 0, 0, 0, 0);
    bob.write(clients.get(0).account(), "late");
    simulation.run(Duration.ofSeconds(30));
    bob.pause();
    network.faults = Faults.NONE;
    simulation.run(Duration.ofMinutes(2));
    for (var i = 0; i < 300; i++) {
      clients.get(0).write(bob.account(), "many " + i);
    }
    simulation.run(Duration.ofMinutes(3));
    bob.resume();
    simulation.run(Duration.ofMinutes(2));
    assertThat(server.logs.get(conversation).messages()).doesNotHaveDuplicates().hasSize(303);
    assertThat(bob.texts(conversation)).endsWith("many 299", "late").hasSize(303);
    assertThat(clients.get(0).texts(conversation)).isEqualTo(bob.texts(conversation));
  }

  @Test
  void whatAFunctionLeftUnansweredWhenItDiedIsRepeatedWithinSeconds() {
    var conversation = conversation(3);
    network.faults = new Faults(0, 0, 0, 0, 0, 1);
    clients.get(0).write(clients.get(1).account(), "once");
    simulation.run(Duration.ofSeconds(1));
    network.faults = Faults.NONE;
    simulation.run(Duration.ofSeconds(9));
    assertThat(clients.get(1).texts(conversation)).endsWith("once").doesNotHaveDuplicates();
  }

  @Test
  void whoComesBackAsAnotherDeviceSendsWhatIsLeftOnce() {
    var conversation = conversation(4);
    var bob = clients.get(1);
    // Its answers are lost, so it knows of no acceptance when its device is removed.
    network.faults = new Faults(0, 0, 0, 0, 1, 0);
    bob.write(clients.get(0).account(), "got through");
    simulation.run(Duration.ofSeconds(5));
    var former = bob.parts.session.required().device();
    server.remove(former);
    network.faults = Faults.NONE;
    bob.write(clients.get(0).account(), "not yet sent");
    simulation.run(Duration.ofMinutes(3));
    bob.kill();
    simulation.run(Duration.ofMinutes(3));
    assertThat(bob.parts.session.required().device()).isNotEqualTo(former);
    assertThat(clients.get(0).texts(conversation)).endsWith("got through", "not yet sent").doesNotHaveDuplicates();
    assertThat(bob.texts(conversation)).isEqualTo(clients.get(0).texts(conversation));
  }

  @Test
  void aReplacedConnectionStaysClosed() {
    conversation(1);
    var bob = clients.get(1);
    var device = server.devices.get(bob.parts.session.required().device());
    device.present(text -> {}, () -> {});
    simulation.run(Duration.ofMinutes(10));
    assertThat(bob.parts.socket.state()).isEqualTo(ConnectionState.REPLACED);
  }

  @Test
  void tokensAreRenewedWhenTheyAreNeededAndNoMoreOften() {
    conversation(2);
    var before = server.renewals;
    simulation.run(Duration.ofHours(5));
    assertThat(server.renewals).isEqualTo(before);
    network.endConnections();
    simulation.run(Duration.ofMinutes(5));
    assertThat(server.renewals).isEqualTo(before + 2);
  }

  private void talk(SimulatedClient one, SimulatedClient other, int messages) {
    for (var i = 0; i < messages / 2; i++) {
      var number = i;
      simulation.at(simulation.upTo(30_000), () -> one.write(other.account(), "one " + number));
      simulation.at(simulation.upTo(30_000), () -> other.write(one.account(), "other " + number));
      if (simulation.chance(0.1)) {
        simulation.at(simulation.upTo(30_000), one::kill);
      }
    }
    simulation.run(Duration.ofSeconds(60));
  }

  private void quieten() {
    network.faults = Faults.NONE;
    network.endConnections();
    simulation.run(Duration.ofMinutes(5));
  }

  private void assertWhole(ConversationId conversation, int messages) {
    var log = server.logs.get(conversation).messages();
    assertThat(log).doesNotHaveDuplicates().hasSize(messages);
    for (var client : clients) {
      assertThat(client.shown(conversation)).isEqualTo(log);
      assertThat(client.parts.outbox.isEmpty()).isTrue();
      assertThat(client.messages(conversation)).extracting(Message::content)
          .noneMatch(Content.Refused.class::isInstance).noneMatch(Content.Expired.class::isInstance);
    }
  }
}
