package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Picture;
import app.culver.client.Reference;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those whom one writes to learn another name or picture, by the next message to them. */
class NamesToldTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final Simulation simulation = new Simulation(1);
  private final ModelServer server = new ModelServer(simulation::now, simulation.random());
  private final FlakyNetwork network = new FlakyNetwork(simulation, server);
  private SimulatedClient alice;
  private SimulatedClient bob;
  private ConversationId conversation;

  @BeforeEach
  void talk() {
    alice = client("alice");
    bob = client("bob");
    simulation.run(SOON);
    call(alice, "Alice");
    write("one");
    conversation = DirectConversation.id(alice.account(), bob.account());
    assertThat(nameAtBob()).hasValue("Alice");
    simulation.run(Duration.ofMinutes(2));
  }

  private SimulatedClient client(String name) {
    return new SimulatedClient(simulation, network, folder.resolve(name), "token-of-" + name, Duration.ZERO);
  }

  private void call(SimulatedClient client, String name) {
    simulation.at(Duration.ZERO, () -> client.parts.profiles.setName(name));
    simulation.run(SOON);
  }

  private void write(String text) {
    alice.write(bob.account(), text);
    simulation.run(SOON);
  }

  private Optional<String> nameAtBob() {
    return bob.parts.people.contact(alice.account()).name();
  }

  @Test
  void theKeyIsToldAgainOnceWhenTheNameHasChanged() {
    call(alice, "Alice B.");
    assertThat(nameAtBob()).as("before Alice writes").hasValue("Alice");

    write("two");

    assertThat(nameAtBob()).hasValue("Alice B.");
    var looks = server.looks;
    simulation.run(Duration.ofMinutes(2));
    write("three");
    assertThat(server.looks).as("a name that stayed").isEqualTo(looks);
    assertThat(bob.texts(conversation)).containsExactly("one", "two", "three");
  }

  @Test
  void aNameWhoseAnswerWasLostIsToldLikewise() {
    network.lost = request -> request.method().equals("PUT");
    call(alice, "Alice B.");
    network.lost = request -> false;
    simulation.run(Duration.ofMinutes(2));

    write("two");

    assertThat(nameAtBob()).hasValue("Alice B.");
  }

  @Test
  void aPictureIsLearnedLikewiseAndThatItIsGone() {
    var picture = Picture.of("image/png", new byte[100]);
    simulation.at(Duration.ZERO, () -> alice.parts.profiles.setPicture(Optional.of(picture)));
    simulation.run(SOON);
    write("two");
    assertThat(bob.parts.profiles.picture(alice.account()).join()).hasValue(picture);

    simulation.run(Duration.ofMinutes(2));
    simulation.at(Duration.ZERO, () -> alice.parts.profiles.setPicture(Optional.empty()));
    simulation.run(SOON);
    write("three");

    assertThat(bob.parts.profiles.picture(alice.account()).join()).isEmpty();
    assertThat(nameAtBob()).hasValue("Alice");
  }

  @Test
  void aProcessThatBeginsAgainTellsItAllTheSame() {
    call(alice, "Alice B.");
    alice.pause();
    alice.resume();
    simulation.run(SOON);

    write("two");

    assertThat(nameAtBob()).hasValue("Alice B.");
    simulation.run(Duration.ofMinutes(2));
    call(alice, "Alice C.");
    write("three");
    assertThat(nameAtBob()).hasValue("Alice C.");
    var looks = server.looks;
    alice.pause();
    alice.resume();
    simulation.run(Duration.ofMinutes(2));
    write("four");
    assertThat(server.looks).as("told before the process ended").isEqualTo(looks);
  }

  @Test
  void everyConversationIsToldByItsOwnNextMessage() {
    bob.create("the boat", List.of(alice.account()));
    simulation.run(SOON);
    var group = bob.parts.history.conversations().stream().filter(id -> !id.equals(conversation)).findFirst()
        .orElseThrow();
    alice.write(group, "aye");
    simulation.run(Duration.ofMinutes(2));
    call(alice, "Alice B.");

    write("two");
    var looks = server.looks;
    simulation.run(Duration.ofMinutes(2));
    alice.write(group, "ahoy");
    simulation.run(SOON);

    assertThat(server.looks).isEqualTo(looks + 1);
  }

  /** Reactions and the like have no room for it. */
  @Test
  void whatCannotCarryTheKeyLeavesItToTheNextThatCan() {
    call(alice, "Alice B.");
    var last = alice.parts.history.last(conversation, Long.MAX_VALUE, 1).get(0);
    simulation.at(Duration.ZERO, () -> {
      var to = new Reference(last.device().orElseThrow(), last.id().orElseThrow());
      alice.parts.outbox.add(conversation, new Content.Reacted(to, Optional.of("👍")), new Batch());
      alice.parts.sender.pump(conversation);
    });
    simulation.run(SOON);
    assertThat(nameAtBob()).hasValue("Alice");

    write("two");

    assertThat(nameAtBob()).hasValue("Alice B.");
  }

  @Test
  void whoeverTellsItAgainAndAgainIsAskedForOnceAMinute() {
    var looks = server.looks;
    for (var number = 0; number < 4; number++) {
      call(alice, "Alice " + number);
      alice.write(bob.account(), "hello");
      simulation.run(Duration.ofSeconds(3));
    }

    assertThat(server.looks).isEqualTo(looks + 1);
  }
}
