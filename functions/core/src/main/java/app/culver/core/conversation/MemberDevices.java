package app.culver.core.conversation;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.membership.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The devices of a conversation's members, each account read once, side by side. For one request and one thread. */
public final class MemberDevices {
  /** A group has members enough to exhaust the connections to a database. */
  private static final int MOST_AT_ONCE = 32;

  private final Devices devices;
  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
  private final Map<AccountId, Pending<List<Device>>> reads = new HashMap<>();

  public MemberDevices(Devices devices) {
    this.devices = devices;
  }

  /** Starts to read an account's devices, if that has not begun yet. */
  public Pending<List<Device>> start(AccountId account) {
    return reads.computeIfAbsent(account, id -> Pending.start(permits, () -> devices.of(id)));
  }

  /** All devices of these members. */
  public List<Device> all(List<Member> members) {
    return allOf(members.stream().map(Member::account).toList());
  }

  /** All devices of these accounts. */
  public List<Device> allOf(List<AccountId> accounts) {
    List<Pending<List<Device>>> started = accounts.stream().map(this::start).toList();
    return started.stream().flatMap(read -> read.get().stream()).toList();
  }

  /** All devices of these members but the calling one. */
  public List<Device> others(List<Member> members, Caller caller) {
    return othersOf(members.stream().map(Member::account).toList(), caller);
  }

  /** All devices of these accounts but the calling one. */
  public List<Device> othersOf(List<AccountId> accounts, Caller caller) {
    return allOf(accounts).stream().filter(device -> !device.id().equals(caller.device())).toList();
  }
}
