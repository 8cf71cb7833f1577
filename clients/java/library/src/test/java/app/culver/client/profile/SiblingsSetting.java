package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Picture;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Bob has a phone, and then a tablet, too. Alice writes to him, and has made him a member of her group. */
abstract class SiblingsSetting {
  static final Duration SOON = Duration.ofSeconds(20);
  static final Duration WEEK = Duration.ofDays(7);
  static final Content.Titled BOAT = new Content.Titled("the boat",
      Optional.of(Picture.of("image/png", new byte[20_000])));

  @TempDir Path folder;
  final Simulation simulation = new Simulation(1);
  final ModelServer server = new ModelServer(simulation::now, simulation.random());
  final FlakyNetwork network = new FlakyNetwork(simulation, server);
  SimulatedClient alice;
  SimulatedClient phone;
  ConversationId direct;
  ConversationId group;
  ConversationId notes;

  @BeforeEach
  void talk() {
    alice = client("alice", "alice");
    phone = client("phone", "bob");
    simulation.run(SOON);
    simulation.at(Duration.ZERO, () -> alice.parts.profiles.setName("Alice"));
    simulation.at(Duration.ZERO, () -> phone.parts.profiles.setName("Bob"));
    alice.create("a boat", List.of(phone.account()));
    simulation.run(SOON);
    group = server.logs.keySet().iterator().next();
    alice.write(phone.account(), "hello");
    simulation.run(SOON);
    direct = DirectConversation.id(alice.account(), phone.account());
    notes = DirectConversation.id(phone.account(), phone.account());
    title(BOAT);
    send(alice, group, new Content.LifetimeSet(Optional.of(WEEK)));
    send(phone, direct, new Content.LifetimeSet(Optional.of(WEEK.plusDays(1))));
    simulation.run(SOON);
  }

  SimulatedClient client(String name, String person) {
    return new SimulatedClient(simulation, network, folder.resolve(name), "token-of-" + person, Duration.ZERO);
  }

  SimulatedClient tablet() {
    var tablet = client("tablet", "bob");
    simulation.run(SOON);
    return tablet;
  }

  void title(Content.Titled title) {
    simulation.at(Duration.ZERO, () -> new Writing(alice.parts, null, new Views(alice.parts)).title(group, title));
    simulation.run(SOON);
  }

  void send(SimulatedClient client, ConversationId conversation, Content content) {
    simulation.at(Duration.ZERO, () -> {
      client.parts.outbox.add(conversation, content, new Batch());
      client.parts.sender.pump(conversation);
    });
    simulation.run(SOON);
  }

  static Conversation view(SimulatedClient client, ConversationId conversation) {
    return new Views(client.parts).conversation(conversation);
  }

  static List<ConversationId> listed(SimulatedClient client) {
    return new Views(client.parts).conversations().stream().map(Conversation::id).toList();
  }

  void assertKnows(SimulatedClient tablet) {
    assertThat(view(tablet, group).title()).hasValue("the boat");
    assertThat(view(tablet, group).picture()).isEqualTo(BOAT.picture());
    assertThat(tablet.parts.history.lifetime(group)).hasValue(WEEK);
    assertThat(tablet.parts.history.lifetime(direct)).hasValue(WEEK.plusDays(1));
    assertThat(tablet.parts.people.contact(alice.account()).name()).hasValue("Alice");
    assertThat(tablet.parts.self.profileKey()).isPresent().isEqualTo(phone.parts.self.profileKey());
  }
}
