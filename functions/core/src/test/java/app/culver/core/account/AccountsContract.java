package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.Bytes;
import app.culver.core.account.Accounts.Change;
import app.culver.core.concurrent.Pending;
import app.culver.core.identifier.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Accounts} does. */
public abstract class AccountsContract {

  protected abstract AccountStores stores();

  private Accounts accounts() {
    return stores().accounts();
  }

  private AccountId account() {
    return stores().signedIn().account();
  }

  @Test
  void aNewAccountHasNeitherHandleNorProfile() {
    AccountId account = account();
    assertThat(accounts().find(account))
        .contains(new Account(account, Optional.empty(), Optional.empty(), AccountStores.NOW));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(accounts().find(AccountStores.device().account())).isEmpty();
    assertThat(accounts().byHandle(AccountStores.handle())).isEmpty();
    assertThat(accounts().byPhone(AccountStores.phone())).isEmpty();
  }

  @Test
  void aProfileIsReplaced() {
    AccountId account = account();
    Bytes profile = AccountStores.random(Account.MOST_PROFILE_BYTES);
    assertThat(accounts().writeProfile(account, AccountStores.random(1))).isEqualTo(Change.DONE);
    assertThat(accounts().writeProfile(account, profile)).isEqualTo(Change.DONE);
    assertThat(accounts().find(account).orElseThrow().profile()).contains(profile);
  }

  @Test
  void aProfileOfNoAccountIsNotWritten() {
    AccountId nobody = AccountStores.device().account();
    assertThat(accounts().writeProfile(nobody, AccountStores.random(1))).isEqualTo(Change.RACED);
    assertThat(accounts().find(nobody)).isEmpty();
  }

  @Test
  void aHandleIsClaimedAndFound() {
    AccountId account = account();
    Handle handle = AccountStores.handle();
    assertThat(accounts().claim(account, Optional.empty(), handle)).isEqualTo(Change.DONE);
    assertThat(accounts().byHandle(handle)).contains(account);
    assertThat(accounts().find(account).orElseThrow().handle()).contains(handle);
  }

  @Test
  void aHandleOfAnotherIsTakenAndNothingChanges() {
    AccountId account = account();
    AccountId other = account();
    Handle handle = AccountStores.handle();
    Handle former = AccountStores.handle();
    accounts().claim(other, Optional.empty(), handle);
    accounts().claim(account, Optional.empty(), former);

    assertThat(accounts().claim(account, Optional.of(former), handle)).isEqualTo(Change.TAKEN);
    assertThat(accounts().byHandle(handle)).contains(other);
    assertThat(accounts().byHandle(former)).contains(account);
    assertThat(accounts().find(account).orElseThrow().handle()).contains(former);
  }

  @Test
  void aNewHandleFreesTheFormerOne() {
    AccountId account = account();
    Handle former = AccountStores.handle();
    Handle handle = AccountStores.handle();
    accounts().claim(account, Optional.empty(), former);

    assertThat(accounts().claim(account, Optional.of(former), handle)).isEqualTo(Change.DONE);
    assertThat(accounts().byHandle(former)).isEmpty();
    assertThat(accounts().byHandle(handle)).contains(account);
    assertThat(accounts().claim(account(), Optional.empty(), former)).isEqualTo(Change.DONE);
  }

  @Test
  void aClaimWithAWrongFormerHandleIsALostRace() {
    AccountId account = account();
    Handle former = AccountStores.handle();
    accounts().claim(account, Optional.empty(), former);
    Handle handle = AccountStores.handle();

    assertThat(accounts().claim(account, Optional.empty(), handle)).isEqualTo(Change.RACED);
    assertThat(accounts().claim(account, Optional.of(AccountStores.handle()), handle)).isEqualTo(Change.RACED);
    assertThat(accounts().byHandle(handle)).isEmpty();
  }

  @Test
  void aClaimOfOnesOwnHandleWithAWrongFormerOneIsALostRaceAndNotTaken() {
    AccountId account = account();
    Handle handle = AccountStores.handle();
    accounts().claim(account, Optional.empty(), handle);

    assertThat(accounts().claim(account, Optional.empty(), handle)).isEqualTo(Change.RACED);
    assertThat(accounts().byHandle(handle)).contains(account);
  }

  @Test
  void noAccountClaimsNothing() {
    Handle handle = AccountStores.handle();
    assertThat(accounts().claim(AccountStores.device().account(), Optional.empty(), handle)).isEqualTo(Change.RACED);
    assertThat(accounts().byHandle(handle)).isEmpty();
  }

  @Test
  void aReleasedHandleIsNobodys() {
    AccountId account = account();
    Handle handle = AccountStores.handle();
    accounts().claim(account, Optional.empty(), handle);

    assertThat(accounts().release(account, handle)).isEqualTo(Change.DONE);
    assertThat(accounts().byHandle(handle)).isEmpty();
    assertThat(accounts().find(account).orElseThrow().handle()).isEmpty();
    assertThat(accounts().release(account, handle)).isEqualTo(Change.RACED);
  }

  @Test
  void nobodyReleasesAnothersHandle() {
    AccountId account = account();
    Handle handle = AccountStores.handle();
    accounts().claim(account, Optional.empty(), handle);

    assertThat(accounts().release(account(), handle)).isEqualTo(Change.RACED);
    assertThat(accounts().byHandle(handle)).contains(account);
  }

  @Test
  void ofManyRacersForAHandleOneGetsIt() {
    Handle handle = AccountStores.handle();
    List<AccountId> racers = Stream.generate(this::account).limit(8).toList();
    List<Change> changes = racers.stream()
        .map(account -> Pending.start(() -> accounts().claim(account, Optional.empty(), handle))).toList().stream()
        .map(Pending::get).toList();

    assertThat(changes).containsOnlyOnce(Change.DONE);
    assertThat(accounts().byHandle(handle)).contains(racers.get(changes.indexOf(Change.DONE)));
  }
}
