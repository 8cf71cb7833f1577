package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Picture;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.identifier.ConversationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bob has two devices, and Alice writes to him. */
class TwoDevicesTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final Simulation simulation = new Simulation(1);
  private final ModelServer server = new ModelServer(simulation::now, simulation.random());
  private final FlakyNetwork network = new FlakyNetwork(simulation, server);
  private SimulatedClient alice;
  private SimulatedClient phone;
  private SimulatedClient laptop;
  private ConversationId conversation;

  @BeforeEach
  void talk() {
    alice = client("alice", "alice");
    phone = client("phone", "bob");
    laptop = client("laptop", "bob");
    simulation.run(SOON);
    conversation = DirectConversation.id(alice.account(), phone.account());
    write("one");
  }

  private SimulatedClient client(String name, String person) {
    return new SimulatedClient(simulation, network, folder.resolve(name), "token-of-" + person, Duration.ZERO);
  }

  private void write(String text) {
    alice.write(phone.account(), text);
    simulation.run(SOON);
  }

  private List<String> told(SimulatedClient client) {
    return server.receipts.get(client.parts.self.device().orElseThrow());
  }

  @Test
  void whatWasReadOnOneIsReadOnTheOtherWhenThatComesBack() {
    laptop.pause();
    write("two");
    phone.markRead(conversation);
    simulation.run(SOON);

    laptop.resume();
    simulation.run(SOON);

    assertThat(laptop.texts(conversation)).containsExactly("one", "two");
    assertThat(new Views(laptop.parts).conversation(conversation).unread()).isZero();
  }

  @Test
  void eachTellsWhatItHasGotAndOneOfThemWhatWasRead() {
    laptop.pause();
    write("two");
    laptop.resume();
    simulation.run(SOON);
    phone.markRead(conversation);
    simulation.run(SOON);

    assertThat(told(laptop)).containsExactly("2 -", "3 -");
    assertThat(told(phone)).containsExactly("2 -", "3 -", "- 3");
  }

  @Test
  void aReceiptThatTheGatewayCouldNotCarryOutIsToldAgainOnTheSameConnection() {
    network.dying = frame -> frame.contains("\"action\":\"receipt\"");
    write("two");
    assertThat(told(phone)).containsExactly("2 -");
    network.dying = frame -> false;
    simulation.run(SOON);

    assertThat(told(phone)).containsExactly("2 -", "3 -");
  }

  @Test
  void aReceiptIsNotToldAtEachConnectionAnewTheServerIsAskedOnceWhetherItHasIt() {
    phone.markRead(conversation);
    simulation.run(SOON);
    comeBack();
    var before = List.copyOf(told(phone));

    comeBack();

    assertThat(told(phone)).isEqualTo(before);
  }

  private void comeBack() {
    network.endConnections();
    simulation.run(SOON.multipliedBy(3));
  }

  @Test
  void aReceiptThatGotLostIsToldAgainWhenTheNetBringsItsEntryOnceMore() {
    write("two");
    assertThat(told(phone)).containsExactly("2 -", "3 -");

    for (var i = 0; i < 3; i++) {
      server.logs.get(conversation).repeat(server.devices.get(phone.parts.self.device().orElseThrow()));
    }
    simulation.run(SOON);

    assertThat(told(phone)).containsExactly("2 -", "3 -", "3 -");
  }

  @Test
  void aNameAndAPictureThatAreSetSideBySideAreBothKept() {
    var picture = Picture.of("image/png", new byte[100]);
    simulation.at(Duration.ZERO, () -> {
      phone.parts.profiles.setName("Bob");
      phone.parts.profiles.setPicture(Optional.of(picture));
    });
    simulation.run(SOON);

    var own = phone.parts.profiles.own();
    var shown = phone.parts.profiles.picture(phone.account());
    simulation.run(SOON);
    assertThat(own.join().name()).hasValue("Bob");
    assertThat(shown.join()).hasValue(picture);
  }
}
