package app.culver.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.account.AccountStores;
import app.culver.core.account.PhoneMac;
import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.identifier.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Registrations} does. */
public abstract class RegistrationsContract {
  private static final Duration LIFE = Duration.ofDays(30);

  protected abstract AccountStores stores();

  private Registrations registrations() {
    return stores().registrations();
  }

  @Test
  void anAccountIsCreatedWithItsPhoneNumberAndItsFirstDevice() {
    NewDevice device = AccountStores.device();
    PhoneMac phone = AccountStores.phone();

    assertThat(registrations().create(phone, device)).isTrue();
    assertThat(stores().accounts().byPhone(phone)).contains(device.account());
    assertThat(stores().devices().of(device.account())).containsExactly(new Device(device.account(), device.id(),
        device.signingKey(), device.sealingKey(), Optional.empty(), AccountStores.NOW,
        Optional.of(device.session().id()), device.session().expires(), Optional.empty()));
  }

  @Test
  void aPhoneNumberHasOneAccountAndTheSecondOneLeavesNothing() {
    NewDevice first = AccountStores.device();
    NewDevice second = AccountStores.device();
    PhoneMac phone = AccountStores.phone();
    registrations().create(phone, first);

    assertThat(registrations().create(phone, second)).isFalse();
    assertThat(stores().accounts().byPhone(phone)).contains(first.account());
    assertThat(stores().accounts().find(second.account())).isEmpty();
    assertThat(stores().devices().of(second.account())).isEmpty();
  }

  @Test
  void ofManyRacersForAPhoneNumberOneCreatesTheAccount() {
    PhoneMac phone = AccountStores.phone();
    List<NewDevice> racers = Stream.generate(AccountStores::device).limit(8).toList();
    List<Boolean> created = racers.stream().map(device -> Pending.start(() -> registrations().create(phone, device)))
        .toList().stream().map(Pending::get).toList();

    assertThat(created).containsOnlyOnce(true);
    assertThat(stores().accounts().byPhone(phone)).contains(racers.get(created.indexOf(true)).account());
  }

  @Test
  void aDeviceIsAdded() {
    AccountId account = stores().signedIn().account();
    NewDevice second = AccountStores.device(account, LIFE);

    assertThat(registrations().add(second, registrations().history(account).orElseThrow())).isTrue();
    assertThat(stores().devices().of(account)).hasSize(2);
    assertThat(stores().sessions().find(AccountStores.caller(second))).isPresent();
  }

  @Test
  void aDeviceIsNotAddedAfterAnotherAddition() {
    AccountId account = stores().signedIn().account();
    var history = registrations().history(account).orElseThrow();
    registrations().add(AccountStores.device(account, LIFE), history);

    assertThat(registrations().add(AccountStores.device(account, LIFE), history)).isFalse();
    assertThat(stores().devices().of(account)).hasSize(2);
  }

  @Test
  void aDeviceIsNotAddedAfterARemovalWhoseTimeIsKept() {
    NewDevice device = stores().signedIn();
    var before = registrations().history(device.account()).orElseThrow();
    assertThat(before.lastRemoval()).isEqualTo(Instant.EPOCH);
    stores().rows().remove(device.account(), device.id());

    assertThat(registrations().add(AccountStores.device(device.account(), LIFE), before)).isFalse();
    var after = registrations().history(device.account()).orElseThrow();
    assertThat(after.lastRemoval()).isEqualTo(AccountStores.NOW);
    assertThat(registrations().add(AccountStores.device(device.account(), LIFE), after)).isTrue();
    assertThat(registrations().history(device.account()).orElseThrow().lastRemoval()).isEqualTo(AccountStores.NOW);
  }

  @Test
  void ofManyAdditionsAtOnceOneSucceeds() {
    AccountId account = stores().signedIn().account();
    var history = registrations().history(account).orElseThrow();
    List<Boolean> added = Collections.nCopies(8, account).stream()
        .map(each -> Pending.start(() -> registrations().add(AccountStores.device(each, LIFE), history))).toList()
        .stream().map(Pending::get).toList();

    assertThat(added).containsOnlyOnce(true);
    assertThat(stores().devices().of(account)).hasSize(2);
  }

  @Test
  void devicesComeInTheOrderOfTheirIds() {
    AccountId account = stores().signedIn().account();
    for (int i = 0; i < 5; i++) {
      registrations().add(AccountStores.device(account, LIFE), registrations().history(account).orElseThrow());
    }
    assertThat(stores().devices().of(account)).extracting(device -> device.id().value()).isSorted().hasSize(6);
  }

  @Test
  void anotherSessionEndsTheOneBeforeAndItsPresence() {
    NewDevice device = stores().signedIn();
    stores().presences().claim(AccountStores.caller(device),
        new Presence(new ConnectionId("open"), AccountStores.NOW));
    stores().sessions().rotate(AccountStores.caller(device), device.session().successor(), AccountStores.random(32),
        device.session().expires());
    NewSession session = AccountStores.session(LIFE);

    assertThat(registrations().resume(stores().row(device), session)).isTrue();
    assertThat(stores().sessions().find(AccountStores.caller(device))).isEmpty();
    Device row = stores().row(device);
    assertThat(row.session()).contains(session.id());
    assertThat(row.presence()).isEmpty();
    assertThat(stores().sessions().find(new Caller(row.account(), row.id(), session.id())))
        .contains(new Sessions.Held(row, Optional.empty(), session.successor()));
  }

  @Test
  void aDeviceThatIsGoneOrExpiredDoesNotComeBack() {
    NewDevice device = stores().signedIn();
    Device row = stores().row(device);
    stores().rows().remove(device.account(), device.id());
    assertThat(registrations().resume(row, AccountStores.session(LIFE))).isFalse();
    assertThat(stores().devices().of(device.account())).isEmpty();

    NewDevice expired = stores().expired();
    Device old = new Device(expired.account(), expired.id(), row.signingKey(), row.sealingKey(), Optional.empty(),
        AccountStores.NOW, Optional.empty(), AccountStores.NOW, Optional.empty());
    assertThat(registrations().resume(old, AccountStores.session(LIFE))).isFalse();
    assertThat(stores().devices().of(expired.account())).isEmpty();
  }
}
