package app.culver.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.Bytes;
import app.culver.core.account.AccountStores;
import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.session.Sessions.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} does. */
public abstract class SessionsContract {
  private static final Instant LATER = AccountStores.NOW.plusSeconds(1_000_000);

  protected abstract AccountStores stores();

  private Sessions sessions() {
    return stores().sessions();
  }

  @Test
  void aSessionIsFoundByItsCallerAlone() {
    NewDevice device = stores().signedIn();
    NewDevice other = stores().signedIn();

    assertThat(sessions().find(AccountStores.caller(device)))
        .contains(new Held(stores().row(device), Optional.empty(), device.session().successor()));
    assertThat(sessions().find(new Caller(device.account(), device.id(), other.session().id()))).isEmpty();
    assertThat(sessions().find(new Caller(other.account(), device.id(), device.session().id()))).isEmpty();
  }

  @Test
  void anExpiredSessionIsNotFound() {
    assertThat(sessions().find(AccountStores.caller(stores().expired()))).isEmpty();
  }

  @Test
  void aRotationIsRecordedAndExtendsTheSession() {
    NewDevice device = stores().signedIn();
    Bytes successor = AccountStores.random(32);

    assertThat(sessions().rotate(AccountStores.caller(device), device.session().successor(), successor, LATER))
        .isTrue();
    Held held = sessions().find(AccountStores.caller(device)).orElseThrow();
    assertThat(held.presented()).contains(device.session().successor());
    assertThat(held.successor()).isEqualTo(successor);
    assertThat(held.device().expires()).isEqualTo(LATER);
  }

  @Test
  void onlyTheExpectedTokenRotates() {
    NewDevice device = stores().signedIn();
    Held before = sessions().find(AccountStores.caller(device)).orElseThrow();

    assertThat(sessions().rotate(AccountStores.caller(device), AccountStores.random(32), AccountStores.random(32),
        LATER)).isFalse();
    var stranger = new Caller(device.account(), device.id(), stores().signedIn().session().id());
    assertThat(sessions().rotate(stranger, before.successor(), AccountStores.random(32), LATER)).isFalse();
    assertThat(sessions().find(AccountStores.caller(device))).contains(before);
  }

  @Test
  void ofManyRotationsAtOnceOneSucceeds() {
    NewDevice device = stores().signedIn();
    List<Boolean> rotated = Stream.generate(() -> AccountStores.random(32)).limit(8)
        .map(successor -> Pending.start(
            () -> sessions().rotate(AccountStores.caller(device), device.session().successor(), successor, LATER)))
        .toList().stream().map(Pending::get).toList();

    assertThat(rotated).containsOnlyOnce(true);
  }

  @Test
  void anEndedSessionTellsItsSocketAndLeavesTheDevice() {
    NewDevice device = stores().signedIn();
    var presence = new Presence(new ConnectionId("open"), AccountStores.NOW);
    stores().presences().claim(AccountStores.caller(device), presence);

    assertThat(sessions().end(AccountStores.caller(device))).contains(presence);
    assertThat(sessions().find(AccountStores.caller(device))).isEmpty();
    Device row = stores().row(device);
    assertThat(row.session()).isEmpty();
    assertThat(row.presence()).isEmpty();
    assertThat(sessions().rotate(AccountStores.caller(device), device.session().successor(),
        AccountStores.random(32), LATER)).isFalse();
    assertThat(sessions().end(AccountStores.caller(device))).isEmpty();
  }

  @Test
  void endingAnOldSessionDoesNotEndTheNewOne() {
    NewDevice device = stores().signedIn();
    NewSession session = AccountStores.session(Duration.ofDays(1));
    stores().registrations().resume(stores().row(device), session);

    assertThat(sessions().end(AccountStores.caller(device))).isEmpty();
    assertThat(stores().row(device).session()).contains(session.id());
  }

  @Test
  void endingTheSessionOfARemovedDeviceDoesNotBringItBack() {
    NewDevice device = stores().signedIn();
    stores().rows().remove(device.account(), device.id());

    assertThat(sessions().end(AccountStores.caller(device))).isEmpty();
    assertThat(stores().devices().of(device.account())).isEmpty();
  }
}
