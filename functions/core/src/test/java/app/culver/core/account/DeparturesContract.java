package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.concurrent.Pending;
import app.culver.core.identifier.AccountId;
import app.culver.core.memory.Samples;
import app.culver.core.session.NewDevice;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Departures} does, together with what stands on the same rows. */
public abstract class DeparturesContract {

  protected abstract AccountStores stores();

  private long changes(NewDevice device) {
    return stores().departures().changes(device.account()).orElseThrow();
  }

  private boolean delete(NewDevice device, long changes) {
    return stores().departures().delete(device.account(), device.id(), changes);
  }

  @Test
  void anAccountGoesWithWhatItIsFoundBy() {
    NewDevice device = AccountStores.device();
    PhoneMac phone = AccountStores.phone();
    Handle handle = AccountStores.handle();
    stores().registrations().create(phone, device);
    stores().accounts().claim(device.account(), Optional.empty(), handle);

    assertThat(delete(device, changes(device))).isTrue();

    assertThat(stores().accounts().find(device.account())).isEmpty();
    assertThat(stores().accounts().byPhone(phone)).isEmpty();
    assertThat(stores().accounts().byHandle(handle)).isEmpty();
    assertThat(stores().devices().of(device.account())).isEmpty();
    assertThat(stores().sessions().find(AccountStores.caller(device))).isEmpty();
    assertThat(stores().departures().changes(device.account())).isEmpty();
    assertThat(stores().registrations().history(device.account())).isEmpty();
  }

  @Test
  void theNumberAndTheHandleCanBeHadAnew() {
    NewDevice device = AccountStores.device();
    PhoneMac phone = AccountStores.phone();
    Handle handle = AccountStores.handle();
    stores().registrations().create(phone, device);
    stores().accounts().claim(device.account(), Optional.empty(), handle);
    delete(device, changes(device));

    NewDevice next = AccountStores.device();
    assertThat(stores().registrations().create(phone, next)).isTrue();
    assertThat(stores().accounts().claim(next.account(), Optional.empty(), handle)).isEqualTo(Accounts.Change.DONE);
    assertThat(stores().accounts().byPhone(phone)).contains(next.account());
  }

  @Test
  void whatIsGoneIsDeletedAndNothingElseGoes() {
    NewDevice device = stores().signedIn();
    NewDevice other = stores().signedIn();
    long changes = changes(device);
    delete(device, changes);

    assertThat(delete(device, changes)).isTrue();
    assertThat(stores().accounts().find(other.account())).isPresent();
    assertThat(stores().devices().of(other.account())).hasSize(1);
  }

  @Test
  void aDeviceThatCameMeanwhileKeepsTheAccount() {
    NewDevice device = stores().signedIn();
    AccountId account = device.account();
    long before = changes(device);
    stores().registrations().add(AccountStores.device(account, Duration.ofDays(1)),
        stores().registrations().history(account).orElseThrow());

    assertThat(delete(device, before)).isFalse();
    assertThat(stores().accounts().find(account)).isPresent();
    assertThat(stores().devices().of(account)).hasSize(2);
  }

  @Test
  void noDeviceIsAddedToAnAccountThatIsGone() {
    NewDevice device = stores().signedIn();
    AccountId account = device.account();
    var history = stores().registrations().history(account).orElseThrow();
    var row = stores().row(device);
    delete(device, changes(device));

    assertThat(stores().registrations().add(AccountStores.device(account, Duration.ofDays(1)), history)).isFalse();
    assertThat(stores().registrations().resume(row, AccountStores.session(Duration.ofDays(1)))).isFalse();
    assertThat(stores().accounts().writeProfile(account, AccountStores.random(1))).isEqualTo(Accounts.Change.RACED);
    assertThat(stores().accounts().find(account)).isEmpty();
    assertThat(stores().devices().of(account)).isEmpty();
  }

  @Test
  void aPushTokenThatCameMeanwhileIsTakenAwayFirst() {
    NewDevice device = stores().signedIn();
    stores().tokens().set(AccountStores.caller(device), Optional.empty(), Samples.target("kept"));

    assertThat(delete(device, changes(device))).isFalse();
    stores().tokens().remove(device.account(), device.id(), Samples.target("kept"));
    assertThat(delete(device, changes(device))).isTrue();
  }

  @Test
  void ofASignInAndADeletionAtOnceOneHappens() {
    for (int i = 0; i < 8; i++) {
      NewDevice device = stores().signedIn();
      var history = stores().registrations().history(device.account()).orElseThrow();
      long changes = changes(device);
      NewDevice second = AccountStores.device(device.account(), Duration.ofDays(1));
      Pending<Boolean> added = Pending.start(() -> stores().registrations().add(second, history));
      Pending<Boolean> deleted = Pending.start(() -> delete(device, changes));

      assertThat(added.get() && deleted.get()).isFalse();
      assertThat(stores().devices().of(device.account())).hasSize(deleted.get() ? 0 : added.get() ? 2 : 1);
    }
  }
}
