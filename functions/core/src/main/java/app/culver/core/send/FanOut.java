package app.culver.core.send;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.delivery.Order;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.membership.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Who is to be told of what one send put into a log, and by whom: of a small conversation all devices by the invocation
 * itself; of a large one the sender's own, and the others' by orders, without a look at their rows. For one thread.
 */
final class FanOut {
  /**
   * How many members a conversation may have for one invocation to tell all of them; measured, see
   * infra/decisions/0024-large-groups-are-told-in-chunks.md.
   */
  static final int MOST_MEMBERS = 64;

  private final ConversationId conversation;
  private final Caller caller;
  private final MemberDevices devices;
  private final List<Told> told = new ArrayList<>();

  FanOut(ConversationId conversation, Caller caller, MemberDevices devices) {
    this.conversation = conversation;
    this.caller = caller;
    this.devices = devices;
  }

  /** A message in the log and those who were members when it got there and may read it: now, and by orders. */
  private record Told(Entry.Message entry, List<Member> now, List<AccountId> later) {}

  /** Messages that one order can be about, and whom it is for. */
  private record Run(long from, long to, List<AccountId> accounts) {
    boolean goesOn(Told next) {
      long seq = next.entry().seq();
      return seq > to && seq - from < Order.MOST_ENTRIES && accounts.equals(next.later());
    }

    Run and(Told next) {
      return new Run(from, next.entry().seq(), accounts);
    }
  }

  static boolean isLarge(Conversation conversation) {
    return conversation.members().size() > MOST_MEMBERS;
  }

  /** Takes a message in, with the conversation as it was when the message got its place, or later. */
  void add(Entry.Message entry, Conversation conversation) {
    List<Member> readers = conversation.readers(entry.seq()).stream()
        .filter(reader -> !entry.isHiddenFrom(reader.account())).toList();
    told.add(isLarge(conversation)
        ? new Told(entry, readers.stream().filter(this::isOwn).toList(),
            readers.stream().filter(reader -> !isOwn(reader)).map(Member::account).toList())
        : new Told(entry, readers, List.of()));
  }

  private boolean isOwn(Member member) {
    return member.account().equals(caller.account());
  }

  /** The messages, in the order in which they were taken in. */
  List<Entry.Message> accepted() {
    return told.stream().map(Told::entry).toList();
  }

  /** The devices that the invocation itself tells. */
  List<Sent.Share> audience() {
    SequencedMap<Device, List<Entry.Message>> messages = new LinkedHashMap<>();
    told.forEach(each -> devices.others(each.now(), caller)
        .forEach(device -> messages.computeIfAbsent(device, _ -> new ArrayList<>()).add(each.entry())));
    return messages.entrySet().stream().map(share -> new Sent.Share(share.getKey(), share.getValue())).toList();
  }

  /** What others tell: each order of messages that went to the same accounts and stand close together. */
  List<Order> orders() {
    List<Run> runs = new ArrayList<>();
    for (Told each : told) {
      if (!runs.isEmpty() && runs.getLast().goesOn(each)) {
        runs.add(runs.removeLast().and(each));
      } else {
        runs.add(new Run(each.entry().seq(), each.entry().seq(), each.later()));
      }
    }
    return runs.stream().flatMap(run -> Order.of(conversation, run.from(), run.to(), run.accounts()).stream())
        .toList();
  }
}
