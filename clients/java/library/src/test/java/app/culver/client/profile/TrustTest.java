package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lies is not believed. */
class TrustTest {
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
    alice = client("alice", "token-1");
    bob = client("bob", "token-2");
    simulation.run(Duration.ofSeconds(5));
    alice.write(bob.account(), "genuine");
    simulation.run(Duration.ofSeconds(5));
    conversation = DirectConversation.id(alice.account(), bob.account());
    log = server.logs.get(conversation);
  }

  private SimulatedClient client(String name, String phone) {
    return new SimulatedClient(simulation, network, folder.resolve(name), phone, Duration.ZERO);
  }

  /** What Bob shows of an entry that the server made. */
  private List<Content> afterForging(ObjectNode entry) {
    var before = bob.messages(conversation).size();
    log.forge(entry);
    network.endConnections();
    simulation.run(Duration.ofSeconds(30));
    assertThat(bob.parts.history.progress(conversation).cursor()).isEqualTo(log.tail);
    return bob.messages(conversation).stream().skip(before).map(Message::content).toList();
  }

  private static ObjectNode envelope(ObjectNode entry) {
    return (ObjectNode) entry.get("envelope");
  }

  private AccountId stranger() {
    return AccountId.of(new byte[16]);
  }

  @Test
  void aChangedCiphertextIsRefusedAndWhatComesAfterItArrives() {
    var entry = log.newest();
    envelope(entry).put("id", "AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(afterForging(entry)).singleElement().isInstanceOf(Content.Refused.class);
    alice.write(bob.account(), "still here");
    simulation.run(Duration.ofSeconds(5));
    assertThat(bob.texts(conversation)).endsWith("still here");
  }

  @Test
  void anOldMessageAtANewPlaceIsNotShownAgain() {
    assertThat(afterForging(log.newest())).isEmpty();
  }

  @Test
  void onesOwnMessageAtANewPlaceIsNotShownAgain() {
    var before = alice.messages(conversation).size();

    log.forge(log.newest());
    network.endConnections();
    simulation.run(Duration.ofSeconds(30));

    assertThat(alice.parts.history.progress(conversation).cursor()).isEqualTo(log.tail);
    assertThat(alice.messages(conversation)).hasSize(before);
  }

  /** The answer tells the second place, and only the log the first. */
  @Test
  void onesOwnMessageThatIsStoredTwiceIsShownOnce() {
    log.overlooks = true;

    alice.write(bob.account(), "second");
    simulation.run(Duration.ofSeconds(30));

    assertThat(alice.parts.history.progress(conversation).cursor()).isEqualTo(log.tail);
    assertThat(alice.texts(conversation)).containsExactly("genuine", "second");
    assertThat(bob.texts(conversation)).containsExactly("genuine", "second");
  }

  @Test
  void aSenderWhoIsNoMemberIsRefused() {
    var entry = log.newest().put("sender", stranger().value());
    envelope(entry).put("id", "AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(afterForging(entry)).singleElement().isInstanceOf(Content.Refused.class);
  }

  @Test
  void aDeviceThatNobodyListsIsRefused() {
    var entry = log.newest().put("device", "AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(afterForging(entry)).singleElement().isInstanceOf(Content.Refused.class);
  }

  @Test
  void aForgedMessageDoesNotKeepTheGenuineOneWithItsIdAway() {
    bob.pause();
    alice.write(bob.account(), "second");
    simulation.run(Duration.ofSeconds(5));
    var genuine = log.entries.remove(log.tail--);
    var forged = genuine.deepCopy();
    envelope(forged).put("nonce", "AAAAAAAAAAAAAAAA");
    log.forge(forged);
    log.forge(genuine);
    bob.resume();
    simulation.run(Duration.ofSeconds(20));
    assertThat(bob.texts(conversation)).containsExactly("genuine", "second");
  }

  @Test
  void entriesOfAKindFromTheFutureAndNonsenseDoNotBlockTheLog() {
    var entry = log.newest();
    entry.remove("envelope");
    assertThat(afterForging(entry.deepCopy().put("kind", "poll")))
        .containsExactly(new Content.Unsupported("poll"));
    assertThat(afterForging(entry.put("sender", "nobody"))).isEmpty();
    assertThat(bob.events).anyMatch(Event.Distrust.class::isInstance);
    assertThat(afterForging(Json.object().put("kind", "hidden"))).isEmpty();
  }

  @Test
  void aBeginningThatNoMemberSignedIsRefused() {
    var created = log.entries.get(1L).deepCopy();
    created.put("device", bob.parts.session.required().device().value()).put("sender", bob.account().value());
    assertThat(afterForging(created)).singleElement().isInstanceOf(Content.Refused.class);
  }

  @Test
  void aConversationWhoseMembersDoNotMakeItsIdIsNotTakenUp() {
    var id = DirectConversation.id(stranger(), alice.account());
    var device = server.devices.get(alice.parts.session.required().device());
    server.logs.put(id, new ModelLog(server, id, device, List.of(alice.account(), bob.account()), "AAAA"));
    network.endConnections();
    simulation.run(Duration.ofSeconds(30));
    assertThat(bob.parts.history.conversations()).containsExactly(conversation);
    assertThat(bob.events).anyMatch(Event.Distrust.class::isInstance);
  }

  @Test
  void aDeviceWithOtherKeysThanBeforeIsNotBelieved() {
    var device = alice.parts.session.required().device();
    var known = server.devices.get(device);
    var other = DeviceKeys.generate(simulation.secureRandom());
    var swapped = new ModelDevice(known.account, device, other.signingKey().base64(), other.sealingKey().base64(),
        simulation.now());
    server.devices.put(device, swapped);
    refreshDevices(alice.account());
    assertThat(bob.events).anyMatch(Event.Distrust.class::isInstance);
    assertThat(bob.parts.people.signingKey(alice.account(), device).orElseThrow().base64())
        .isEqualTo(known.signingKey);
  }

  @Test
  void aContactsNewDeviceIsAnnouncedInTheConversation() {
    var tablet = client("tablet", "token-1");
    simulation.run(Duration.ofSeconds(5));
    tablet.write(bob.account(), "from the tablet");
    simulation.run(Duration.ofSeconds(5));
    var device = tablet.parts.session.required().device();
    assertThat(bob.messages(conversation)).extracting(Message::content).endsWith(
        new Content.DevicesChanged(alice.account(), List.<DeviceId>of(device), List.of()),
        new Content.Text("from the tablet"));
    assertThat(alice.texts(conversation)).endsWith("from the tablet");
  }

  private void refreshDevices(AccountId account) {
    simulation.at(Duration.ZERO, () -> bob.parts.directory.refresh(List.of(account)));
    simulation.run(Duration.ofSeconds(5));
  }
}
