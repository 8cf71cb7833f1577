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

/** The devices of a conversation's members, each account read once, side by side. For one request and one thread. */
public final class MemberDevices {
  private final Devices devices;
  private final Map<AccountId, Pending<List<Device>>> reads = new HashMap<>();

  public MemberDevices(Devices devices) {
    this.devices = devices;
  }

  /** Starts to read an account's devices, if that has not begun yet. */
  public Pending<List<Device>> start(AccountId account) {
    return reads.computeIfAbsent(account, id -> Pending.start(() -> devices.of(id)));
  }

  /** All devices of these members but the calling one. */
  public List<Device> others(List<Member> members, Caller caller) {
    List<Pending<List<Device>>> started = members.stream().map(member -> start(member.account())).toList();
    return started.stream().flatMap(read -> read.get().stream()).filter(device -> !device.id().equals(caller.device()))
        .toList();
  }
}
