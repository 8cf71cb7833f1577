package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.ConnectionState;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to whoever is connected, and not kept. Bob's clock is wrong by days. */
class SignalTest {
  private static final Duration WRONG = Duration.ofDays(3);

  @TempDir private Path folder;
  private final Simulation simulation = new Simulation(1);
  private final ModelServer server = new ModelServer(simulation::now, simulation.random());
  private final FlakyNetwork network = new FlakyNetwork(simulation, server);
  private SimulatedClient alice;
  private SimulatedClient bob;
  private ConversationId conversation;
  private ModelLog log;

  @BeforeEach
  void talk() {
    alice = client("alice", "token-1", Duration.ZERO);
    bob = client("bob", "token-2", WRONG);
    simulation.run(Duration.ofSeconds(5));
    alice.write(bob.account(), "hello");
    simulation.run(Duration.ofSeconds(5));
    conversation = alice.parts.conversations.idWith(bob.account());
    log = server.logs.get(conversation);
  }

  private SimulatedClient client(String name, String phone, Duration clockWrongBy) {
    return new SimulatedClient(simulation, network, folder.resolve(name), phone, clockWrongBy);
  }

  private void typed(SimulatedClient client) {
    simulation.at(Duration.ZERO, () -> client.parts.typing.typed(conversation));
    simulation.run(Duration.ofSeconds(1));
  }

  private static List<Event> typings(SimulatedClient client) {
    return client.events.stream().filter(Event.Typing.class::isInstance).toList();
  }

  /** What Bob hears when the server tells him this. */
  private List<Event> afterTelling(ObjectNode signal) {
    var before = typings(bob).size();
    server.devices.get(bob.parts.session.required().device()).tell(signal);
    simulation.run(Duration.ofSeconds(1));
    return typings(bob).subList(before, typings(bob).size());
  }

  /** A genuine signal of Alice's that Bob has not got. */
  private ObjectNode untold() {
    log.losesSignals = true;
    typed(alice);
    log.losesSignals = false;
    assertThat(typings(bob)).isEmpty();
    return log.signals.get(log.signals.size() - 1).deepCopy();
  }

  @Test
  void thatSomeoneIsTypingIsToldToTheMembersOtherDevices() {
    var tablet = client("tablet", "token-1", Duration.ZERO);
    simulation.run(Duration.ofSeconds(20));
    alice.write(bob.account(), "to all devices");
    simulation.run(Duration.ofSeconds(5));
    simulation.at(Duration.ZERO, () -> alice.parts.typing.typed(conversation));
    simulation.run(Duration.ofSeconds(1));
    assertThat(typings(bob)).singleElement().isInstanceOfSatisfying(Event.Typing.class, typing -> {
      assertThat(typing.conversation()).isEqualTo(conversation);
      assertThat(typing.account()).isEqualTo(alice.account());
      assertThat(typing.until()).isBetween(simulation.now().plus(WRONG).plusSeconds(9),
          simulation.now().plus(WRONG).plusSeconds(10));
    });
    assertThat(typings(tablet)).hasSize(1);
    assertThat(typings(alice)).isEmpty();
  }

  @Test
  void itIsToldOnceInFiveSeconds() {
    for (var i = 0; i < 5; i++) {
      typed(alice);
    }
    assertThat(log.signals).hasSize(1);
    typed(alice);
    assertThat(log.signals).hasSize(2);
    assertThat(typings(bob)).hasSize(2);
  }

  @Test
  void itIsToldBeforeTheFirstMessageToo() {
    var carol = client("carol", "token-3", Duration.ZERO);
    simulation.run(Duration.ofSeconds(5));
    var withCarol = alice.parts.conversations.idWith(carol.account());
    simulation.at(Duration.ZERO, () -> alice.parts.conversations.begin(carol.account()));
    simulation.run(Duration.ofSeconds(1));
    simulation.at(Duration.ofSeconds(0), () -> carol.parts.sync.catchUp());
    simulation.run(Duration.ofSeconds(2));
    simulation.at(Duration.ZERO, () -> alice.parts.typing.typed(withCarol));
    simulation.run(Duration.ofSeconds(2));
    assertThat(typings(carol)).hasSize(1);
  }

  @Test
  void nothingIsToldWithoutAConnectionOrAgainstThePersonsWish() {
    alice.parts.self.sendTyping(false);
    typed(alice);
    alice.parts.self.sendTyping(true);
    alice.parts.socket.close(ConnectionState.OFF);
    typed(alice);
    alice.parts.socket.open();
    simulation.run(Duration.ofSeconds(20));
    assertThat(log.signals).isEmpty();
    typed(alice);
    assertThat(log.signals).hasSize(1);
  }

  @Test
  void aConversationThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> alice.parts.typing.typed(new ConversationId("AAAAAAAAAAAAAAAAAAAAAA")))
        .isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void aGenuineSignalIsBelievedOnce() {
    var signal = untold();
    assertThat(afterTelling(signal)).hasSize(1);
    assertThat(afterTelling(signal)).isEmpty();
    assertThat(afterTelling(signal.put("time", simulation.now().toEpochMilli()))).isEmpty();
  }

  @Test
  void aLateSignalIsDroppedByTheServersTime() {
    simulation.run(Duration.ofMinutes(1));
    var signal = untold();
    assertThat(afterTelling(at(signal, Duration.ofSeconds(31)))).isEmpty();
    assertThat(afterTelling(at(signal, Duration.ofSeconds(5)))).hasSize(1);
  }

  private ObjectNode at(ObjectNode signal, Duration ago) {
    return signal.deepCopy().put("time", simulation.now().minus(ago).toEpochMilli());
  }

  @Test
  void whatDoesNotVerifyIsDroppedAndDoesNotKeepTheGenuineOneAway() {
    var signal = untold();
    var forged = signal.deepCopy();
    ((ObjectNode) forged.get("envelope")).put("nonce", "AAAAAAAAAAAAAAAA");
    assertThat(afterTelling(forged)).isEmpty();
    assertThat(afterTelling(signal.deepCopy().put("sender", bob.account().value()))).isEmpty();
    assertThat(afterTelling(signal.deepCopy().put("sender", "AAAAAAAAAAAAAAAAAAAAAA"))).isEmpty();
    assertThat(afterTelling(signal.deepCopy().put("device", "AAAAAAAAAAAAAAAAAAAAAA"))).isEmpty();
    assertThat(afterTelling(signal.deepCopy().put("conversation", "AAAAAAAAAAAAAAAAAAAAAA"))).isEmpty();
    assertThat(afterTelling(signal)).hasSize(1);
  }

  @Test
  void aRemovedDeviceIsNotHeard() {
    var signal = untold();
    server.remove(alice.parts.session.required().device());
    simulation.at(Duration.ZERO, () -> bob.parts.directory.refresh(List.of(alice.account())));
    simulation.run(Duration.ofSeconds(2));
    assertThat(afterTelling(signal)).isEmpty();
  }

  @Test
  void aTextIsNoSignalAndATypingIsNoMessage() {
    simulation.run(Duration.ofSeconds(5));
    var signal = untold();
    assertThat(afterTelling(signal.deepCopy().<ObjectNode>set("envelope", envelope()))).isEmpty();
    var entry = log.newest();
    entry.set("envelope", signal.get("envelope"));
    log.forge(entry);
    network.endConnections();
    simulation.run(Duration.ofSeconds(30));
    assertThat(bob.texts(conversation)).containsExactly("hello");
    assertThat(bob.parts.history.progress(conversation).cursor()).isEqualTo(log.tail);
  }

  private JsonNode envelope() {
    return log.newest().get("envelope");
  }

  @Test
  void aSignalThatItsMessageHasOvertakenIsDropped() {
    var signal = untold();
    alice.write(bob.account(), "there it is");
    simulation.run(Duration.ofSeconds(2));
    assertThat(bob.texts(conversation)).endsWith("there it is");
    assertThat(afterTelling(signal)).isEmpty();
  }
}
