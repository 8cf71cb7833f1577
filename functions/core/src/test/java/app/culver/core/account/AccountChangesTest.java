package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.concurrent.Pending;
import app.culver.core.concurrent.Races;
import app.culver.core.identifier.AccountId;
import app.culver.core.memory.MemoryAccounts;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.HandleTaken;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.RefusedException;
import app.culver.core.session.NewDevice;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccountChangesTest {
  private final MemoryAccounts accounts = new MemoryAccounts(new MemoryDevices(InstantSource.fixed(AccountStores.NOW)));
  private final AccountChanges changes = new AccountChanges(accounts, _ -> Thread.yield());

  private AccountId account() {
    NewDevice device = AccountStores.device();
    accounts.create(AccountStores.phone(), device);
    return device.account();
  }

  private static void assertRefused(Refusal refusal, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class,
        e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  @Test
  void aHandleIsClaimedChangedAndReleasedAnyNumberOfTimes() {
    AccountId account = account();
    Handle first = AccountStores.handle();
    Handle second = AccountStores.handle();
    changes.release(account);
    changes.claim(account, first);
    changes.claim(account, first);
    changes.claim(account, second);
    assertThat(accounts.byHandle(first)).isEmpty();
    assertThat(accounts.byHandle(second)).contains(account);
    changes.release(account);
    changes.release(account);
    assertThat(accounts.byHandle(second)).isEmpty();
  }

  @Test
  void anotherAccountsHandleIsRefused() {
    AccountId account = account();
    Handle handle = AccountStores.handle();
    changes.claim(account(), handle);
    assertRefused(new HandleTaken(), () -> changes.claim(account, handle));
  }

  @Test
  void ofTwoRacersForAHandleOneIsRefused() {
    Handle handle = AccountStores.handle();
    List<Pending<Boolean>> racers = Stream.generate(this::account).limit(2).map(account -> Pending.start(() -> {
      try {
        changes.claim(account, handle);
        return true;
      } catch (RefusedException e) {
        assertThat(e.refusal()).isEqualTo(new HandleTaken());
        return false;
      }
    })).toList();
    assertThat(racers.stream().map(Pending::get)).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void theSameClaimTwiceAtOnceSucceedsTwice() {
    AccountId account = account();
    Handle handle = AccountStores.handle();
    Stream.of(1, 2).map(_ -> Pending.start(() -> {
      changes.claim(account, handle);
      return true;
    })).toList().forEach(Pending::get);
    assertThat(accounts.find(account).orElseThrow().handle()).isEqualTo(Optional.of(handle));
  }

  @Test
  void afterTooManyLostRacesItIsBusy() {
    AccountId account = account();
    List<Integer> waits = new ArrayList<>();
    Accounts racing = (Accounts) Proxy.newProxyInstance(Accounts.class.getClassLoader(), new Class<?>[]{Accounts.class},
        (_, method, args) -> method.getReturnType() == Accounts.Change.class
            ? Accounts.Change.RACED
            : method.invoke(accounts, args));
    assertRefused(new Busy(), () -> new AccountChanges(racing, waits::add).claim(account, AccountStores.handle()));
    assertThat(waits).hasSize(Races.MOST_ATTEMPTS - 1);
  }

  @Test
  void noAccountChangesNothing() {
    AccountId nobody = AccountStores.device().account();
    assertRefused(new NotFound(), () -> changes.claim(nobody, AccountStores.handle()));
    assertRefused(new NotFound(), () -> changes.release(nobody));
  }
}
