package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Message;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.identifier.ConversationId;
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
    var profile = folder.resolve(name);
    assertThat(profile.toFile().mkdir()).isTrue();
    var client = new SimulatedClient(simulation, network, profile, phone, clockWrongBy);
    clients.add(client);
    return client;
  }

  private ConversationId between(SimulatedClient one, SimulatedClient other) {
    return DirectConversation.id(one.account(), other.account());
  }

  @Test
  void whatIsSentIsShownToBothAndItsStatesAreReached() {
    begin(1);
    var alice = client("alice", "+1", Duration.ZERO);
    var bob = client("bob", "+2", Duration.ZERO);
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
    if (Long.getLong("culver.seed") != null)
      return LongStream.of(Long.getLong("culver.seed"));
    return LongStream.rangeClosed(1, Long.getLong("culver.seeds", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostDoubledOrOutOfOrderWhateverFails(long seed) {
    begin(seed);
    var alice = client("alice", "+1", Duration.ofDays(2));
    var bob = client("bob", "+2", Duration.ofHours(-5));
    simulation.run(Duration.ofSeconds(5));
    var conversation = between(alice, bob);
    network.faults = Faults.MANY;
    talk(alice, bob, 12);
    var tablet = client("tablet", "+2", Duration.ZERO);
    talk(alice, bob, 12);
    quieten();
    assertWhole(conversation, 24);
    assertThat(tablet.shown(conversation)).isEqualTo(server.logs.get(conversation).messages());
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
    if (Long.getLong("culver.seed") != null)
      for (var c : clients)
        System.out.println(c.parts.socket.state() + " crashes " + c.crashes + " "
            + c.parts.history.progress(conversation) + " tail " + server.logs.get(conversation).tail + " "
            + c.messages(conversation).stream().filter(m -> m.order() > 1L << 50).toList() + " last "
            + c.events.stream().skip(Math.max(0, c.events.size() - 4)).toList() + c.parts.session.identity());
    assertThat(log).doesNotHaveDuplicates().hasSize(messages);
    for (var client : clients) {
      assertThat(client.shown(conversation)).isEqualTo(log);
      assertThat(client.parts.outbox.isEmpty()).isTrue();
      assertThat(client.messages(conversation)).extracting(Message::content)
          .noneMatch(Content.Refused.class::isInstance).noneMatch(Content.Expired.class::isInstance);
    }
  }
}
