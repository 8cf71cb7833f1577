package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.store.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A newer device is told, once, whatever fails. */
class SiblingsToldTest extends SiblingsSetting {
  @Test
  void onlyNewerDevicesAreToldAndEachOfThemOnce() {
    var tablet = tablet();
    var told = told();
    assertThat(told).hasSize(1).containsOnly(phone.parts.session.required().device().value());

    network.endConnections();
    tablet.pause();
    tablet.resume();
    phone.kill();
    simulation.run(Duration.ofMinutes(5));
    assertThat(told()).isEqualTo(told);

    var laptop = client("laptop", "bob");
    simulation.run(SOON);
    assertThat(told()).hasSize(3).last().isNotEqualTo(told().get(1));
    assertKnows(laptop);
    assertThat(listed(laptop)).as("what the tablet was told is not for it").doesNotContain(notes);
  }

  /** The devices that wrote into the notes, in order. */
  private List<String> told() {
    return server.logs.get(notes).entries.values().stream().filter(entry -> entry.has("envelope"))
        .map(entry -> entry.get("device").asText()).toList();
  }

  @Test
  void aPhoneThatWasAwayTellsWhatHoldsByThen() {
    phone.pause();
    title(new Content.Titled("the ship", Optional.empty()));
    var tablet = tablet();
    assertThat(view(tablet, group).title()).isEmpty();

    network.lost = request -> request.url().endsWith("/v1/sync");
    phone.resume();
    simulation.run(SOON);
    assertThat(view(tablet, group).title()).as("before the phone knows").isEmpty();
    network.lost = request -> false;
    simulation.run(Duration.ofMinutes(2));

    assertThat(view(tablet, group).title()).hasValue("the ship");
    assertThat(tablet.events).anyMatch(event -> event instanceof Event.ConversationChanged changed
        && changed.conversation().title().equals(Optional.of("the ship")));
  }

  @Test
  void namesThatCouldNotBeFetchedAreFetchedByTheNextConnection() {
    network.lost = request -> request.url().contains("/v1/accounts/");
    var tablet = tablet();
    assertThat(tablet.parts.people.contact(alice.account()).name()).isEmpty();
    simulation.run(Duration.ofMinutes(10));
    network.lost = request -> false;
    network.endConnections();
    simulation.run(SOON);

    assertThat(tablet.parts.people.contact(alice.account()).name()).hasValue("Alice");
    var looks = server.looks;
    network.endConnections();
    simulation.run(SOON);
    assertThat(server.looks).isEqualTo(looks);
  }

  @Test
  void whatDoesNotFitIntoOneMessageGoesIntoSeveral() {
    network.dying = frame -> frame.contains("\"action\":\"send\"");
    network.lost = request -> request.url().endsWith("/v1/messages");
    var batch = new Batch();
    for (var number = 0; number < 600; number++) {
      phone.parts.people.told(new AccountId("%020dAA".formatted(number)), new ProfileKey(new byte[32]), batch);
    }
    phone.parts.store.write(batch);
    for (var number = 0; number < 5; number++) {
      alice.create("boat " + number, List.of(phone.account()));
    }
    simulation.run(SOON);
    var tablet = tablet();
    var waiting = phone.parts.store.values("outbox/" + notes.value()).stream().map(json -> json.get("content"))
        .toList();
    assertThat(waiting).hasSizeGreaterThan(2).allSatisfy(content -> {
      ContractSchemas.SHARED.check("content", content);
      assertThat(content.toString()).hasSizeLessThan(60_000);
    });

    network.dying = frame -> false;
    network.lost = request -> false;
    simulation.run(Duration.ofMinutes(5));
    assertKnows(tablet);
    assertThat(tablet.parts.people.profileKeys()).hasSize(601);
  }

  @Test
  void whatWasLeftOutOfALostAnswerIsToldAgain() {
    network.lost = request -> request.url().endsWith("/v1/devices") || request.url().endsWith("/v1/conversations")
        && request.method().equals("POST");
    var tablet = tablet();
    assertThat(view(tablet, group).title()).isEmpty();
    network.lost = request -> request.url().endsWith("/v1/conversations") && request.method().equals("POST");
    simulation.run(Duration.ofMinutes(2));
    phone.kill();
    network.lost = request -> false;
    simulation.run(Duration.ofMinutes(2));

    assertKnows(tablet);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverFailsTheTabletIsTold(long seed) {
    for (var i = 0; i < seed; i++) {
      simulation.random().nextInt();
    }
    network.faults = Faults.MANY;
    server.access = Duration.ofSeconds(75);
    var tablet = tablet();
    for (var i = 0; i < 4; i++) {
      simulation.at(simulation.upTo(20_000), phone::kill);
      simulation.at(simulation.upTo(20_000), tablet::kill);
    }
    simulation.run(Duration.ofMinutes(1));
    network.faults = Faults.NONE;
    network.endConnections();
    simulation.run(Duration.ofMinutes(10));

    assertKnows(tablet);
    assertThat(phone.parts.outbox.isEmpty()).isTrue();
    assertThat(told()).isNotEmpty().containsOnly(phone.parts.session.required().device().value());
    assertThat(phone.parts.self.judged()).extracting(DeviceId::value)
        .containsExactly(tablet.parts.session.required().device().value());
  }
}
