package app.culver.core.model;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Head;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A conversation of the model. */
final class Room {
  /** Who was a member. */
  record Former(long joined, long left, Instant expires) {}

  private record Teller(AccountId account, DeviceId device) {}

  final ConversationId id;
  final ConversationKind kind;
  final AccountId createdBy;
  final Instant createdAt;
  final Map<AccountId, Member> members = new TreeMap<>(Identifier.TEXT_ORDER);
  final Map<AccountId, Former> former = new HashMap<>();
  /** What was not deleted yet. */
  final NavigableMap<Long, Entry> log = new TreeMap<>();
  private final Map<Teller, Watermarks> receipts = new HashMap<>();
  /** The last position that was ever taken, and the last one that changed the members. */
  long last;
  long change;
  Head head;

  Room(ConversationId id, ConversationKind kind, AccountId createdBy, Instant createdAt) {
    this.id = id;
    this.kind = kind;
    this.createdBy = createdBy;
    this.createdAt = createdAt;
    this.head = new Head(1, createdAt);
  }

  Conversation view() {
    return new Conversation(id, kind, List.copyOf(members.values()), change, createdAt, createdBy, head);
  }

  boolean has(AccountId account) {
    return members.containsKey(account) && !members.get(account).hidden();
  }

  /** Those who know themselves to be members and came by this entry or earlier. */
  List<AccountId> readers(long seq) {
    return members.values().stream().filter(member -> !member.hidden() && member.joined() <= seq).map(Member::account)
        .toList();
  }

  Entry.Message append(Instant time, AccountId sender, DeviceId device, Envelope envelope,
      Optional<AccountId> hiddenFrom) {
    var entry = new Entry.Message(++last, time, sender, device, change, envelope, hiddenFrom);
    log.put(last, entry);
    return entry;
  }

  /** Puts the entry there, and with it these members. */
  void put(Entry.Membership entry, Map<AccountId, Member> after, Instant expires) {
    List<AccountId> before = readers(Long.MAX_VALUE);
    Map<AccountId, Member> old = Map.copyOf(members);
    members.clear();
    members.putAll(after);
    before.stream().filter(account -> !has(account))
        .forEach(account -> former.put(account, new Former(old.get(account).joined(), entry.seq(), expires)));
    readers(Long.MAX_VALUE).forEach(former::remove);
    last = entry.seq();
    change = entry.seq();
    log.put(last, entry);
  }

  /** Where the device's message is, if it is among what is there from this position on, or is the last of all there. */
  Optional<Entry.Message> find(DeviceId device, Envelope envelope, long since) {
    NavigableMap<Long, Entry> rest = log.tailMap(since, true);
    List<Entry> seen = rest.isEmpty() && !log.isEmpty()
        ? List.of(log.lastEntry().getValue())
        : List.copyOf(rest.values());
    for (Entry entry : seen) {
      if (entry instanceof Entry.Message message && message.device().equals(device)
          && message.envelope().id().equals(envelope.id())) {
        if (!message.envelope().equals(envelope)) {
          throw new Refusal.MessageIdReused(message.seq()).exception();
        }
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  Watermarks level(AccountId account) {
    return receipts.entrySet().stream().filter(each -> each.getKey().account().equals(account)).map(Map.Entry::getValue)
        .reduce(Watermarks.NONE, Watermarks::and);
  }

  void raise(AccountId account, DeviceId device, Watermarks told) {
    receipts.merge(new Teller(account, device), told, Watermarks::and);
  }

  Map<AccountId, Watermarks> levels(List<AccountId> accounts) {
    Map<AccountId, Watermarks> levels = new HashMap<>();
    accounts.stream().filter(account -> !level(account).equals(Watermarks.NONE))
        .forEach(account -> levels.put(account, level(account)));
    return levels;
  }
}
