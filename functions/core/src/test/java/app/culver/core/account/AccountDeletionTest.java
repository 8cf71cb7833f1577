package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.concurrent.Pending;
import app.culver.core.delivery.Delivery;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Presence;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Faults;
import app.culver.core.memory.MemoryAccounts;
import app.culver.core.memory.MemoryConnections;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.memory.MemoryPushes;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.SessionEnded;
import app.culver.core.refusal.Refusal.StillMember;
import app.culver.core.refusal.RefusedException;
import app.culver.core.session.NewDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deleting an account: what goes in which order, and what becomes of those who come in between. */
class AccountDeletionTest {
  private final MemoryDevices devices = new MemoryDevices(InstantSource.fixed(AccountStores.NOW));
  private final MemoryAccounts accounts = new MemoryAccounts(devices);
  private final MemoryConnections connections = new MemoryConnections();
  private final MemoryPushes pushes = new MemoryPushes(devices);
  private final Listed traces = new Listed();

  private final PhoneMac phone = AccountStores.phone();
  private final NewDevice first = AccountStores.device();

  AccountDeletionTest() {
    accounts.create(phone, first);
  }

  /** A list of so many pieces, and groups. */
  private static final class Listed implements Traces {
    private int pieces = 1;
    private List<ConversationId> groups = List.of();

    @Override
    public List<ConversationId> groups(AccountId account, int limit) {
      return groups.stream().limit(limit).toList();
    }

    @Override
    public boolean sweep(AccountId account) {
      pieces = Math.max(0, pieces - 1);
      return pieces == 0;
    }
  }

  private AccountDeletion deletion(Departures departures, Traces listed) {
    var changes = new DeviceChanges(new Delivery(connections, devices, Delivery.Limits.USUAL),
        _ -> "devices".getBytes(StandardCharsets.UTF_8));
    return new AccountDeletion(devices, new DeviceRemoval(accounts, pushes, connections, changes), pushes, connections,
        new AccountDeletion.Stores(departures, listed), _ -> {});
  }

  private void delete() {
    deletion(accounts, traces).delete(AccountStores.caller(first));
  }

  private NewDevice second() {
    NewDevice device = AccountStores.device(first.account(), Duration.ofDays(1));
    accounts.add(device, accounts.history(first.account()).orElseThrow());
    return device;
  }

  private void connect(NewDevice device, String connection) {
    devices.claim(AccountStores.caller(device), new Presence(new ConnectionId(connection), AccountStores.NOW));
  }

  private static void assertRefused(Refusal refusal, Runnable call) {
    assertThatThrownBy(call::run).isInstanceOfSatisfying(RefusedException.class,
        e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  private void assertGone() {
    assertThat(accounts.find(first.account())).isEmpty();
    assertThat(accounts.byPhone(phone)).isEmpty();
    assertThat(devices.of(first.account())).isEmpty();
    assertThat(traces.pieces).isZero();
  }

  @Test
  void allDevicesGoWithSocketsAndTokensAndNobodyIsTold() {
    NewDevice second = second();
    connect(first, "first");
    connect(second, "second");
    pushes.set(AccountStores.caller(first), Optional.empty(), Samples.target("one"));
    pushes.set(AccountStores.caller(second), Optional.empty(), Samples.target("two"));

    delete();

    assertGone();
    assertThat(connections.closed("first")).isTrue();
    assertThat(connections.closed("second")).isTrue();
    assertThat(connections.delivered()).isZero();
    NewDevice other = AccountStores.device();
    accounts.create(AccountStores.phone(), other);
    assertThat(pushes.set(AccountStores.caller(other), Optional.empty(), Samples.target("one"))).isTrue();
  }

  @Test
  void whoIsAMemberOfAGroupLosesNothing() {
    NewDevice second = second();
    traces.groups = new ArrayList<>();
    for (int i = 1; i <= AccountDeletion.MOST_NAMED + 1; i++) {
      traces.groups.add(ConversationId.of(Samples.bytes(16, i).toArray()));
    }

    assertRefused(new StillMember(traces.groups.subList(0, 50)), this::delete);
    assertThat(devices.of(first.account())).hasSize(2);
    assertThat(traces.pieces).isEqualTo(1);
    assertThat(accounts.find(AccountStores.caller(second))).isPresent();
  }

  @Test
  void onlyALivingSessionDeletes() {
    NewDevice second = second();
    accounts.end(AccountStores.caller(first));

    assertRefused(new SessionEnded(), this::delete);
    assertThat(devices.of(first.account())).hasSize(2);
    assertThat(accounts.find(AccountStores.caller(second))).isPresent();
  }

  @Test
  void theSecondTimeTheSessionHasEnded() {
    delete();
    assertRefused(new SessionEnded(), this::delete);
    assertGone();
  }

  @Test
  void aLongListTakesSeveralCallsAndTheDeviceThatAsksIsTheLastToGo() {
    second();
    traces.pieces = 2 * AccountDeletion.MOST_SWEEPS + 1;

    assertRefused(new Busy(), this::delete);
    assertThat(devices.of(first.account())).extracting(device -> device.id()).containsExactly(first.id());
    assertThat(accounts.byPhone(phone)).contains(first.account());
    assertRefused(new Busy(), this::delete);
    delete();
    assertGone();
  }

  @Test
  void whereverItDiesTheNextCallSeesItThrough() {
    second();
    pushes.set(AccountStores.caller(first), Optional.empty(), Samples.target("one"));
    var died = new IllegalStateException("died");
    for (String method : List.of("changes", "delete")) {
      Departures dying = new Faults<>(Departures.class, accounts).before(method, 1, () -> {
        throw died;
      }).port();
      assertThatThrownBy(() -> deletion(dying, traces).delete(AccountStores.caller(first))).isSameAs(died);
    }
    Traces dying = new Faults<>(Traces.class, traces).before("sweep", 1, () -> {
      throw died;
    }).port();
    assertThatThrownBy(() -> deletion(accounts, dying).delete(AccountStores.caller(first))).isSameAs(died);

    delete();
    assertGone();
  }

  @Test
  void aDeviceThatSignsInMeanwhileGoesToo() {
    Departures racing = new Faults<>(Departures.class, accounts).before("delete", 1, this::second).port();

    deletion(racing, traces).delete(AccountStores.caller(first));
    assertGone();
  }

  @Test
  void aTokenThatIsSetMeanwhileGoesToo() {
    Departures racing = new Faults<>(Departures.class, accounts).before("delete", 1,
        () -> pushes.set(AccountStores.caller(first), Optional.empty(), Samples.target("late"))).port();

    deletion(racing, traces).delete(AccountStores.caller(first));
    assertGone();
  }

  @Test
  void whoIsAddedToAGroupMeanwhileIsToldSoWhenItAsksAgain() {
    ConversationId group = ConversationId.of(Samples.bytes(16, 1).toArray());
    Traces adding = new Faults<>(Traces.class, traces).before("sweep", 1, () -> traces.groups = List.of(group)).port();

    assertRefused(new Busy(), () -> deletion(accounts, adding).delete(AccountStores.caller(first)));
    assertRefused(new StillMember(List.of(group)), this::delete);
    assertThat(devices.of(first.account())).hasSize(1);
  }

  @Test
  void twoDevicesThatDeleteAtOnceLeaveNothing() {
    NewDevice second = second();
    var deletion = deletion(accounts, traces);
    List<Pending<Boolean>> deletions = List.of(first, second).stream().map(device -> Pending.start(() -> {
      try {
        deletion.delete(AccountStores.caller(device));
        return true;
      } catch (RefusedException e) {
        assertThat(e.refusal()).isEqualTo(new SessionEnded());
        return false;
      }
    })).toList();

    assertThat(deletions.stream().map(Pending::get)).contains(true);
    assertGone();
  }
}
