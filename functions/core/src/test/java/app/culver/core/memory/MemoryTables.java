package app.culver.core.memory;

import app.culver.core.account.Traces;
import app.culver.core.conversation.Block;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.Heads;
import app.culver.core.conversation.Memberships;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import app.culver.core.membership.ConversationKind;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Standing;
import app.culver.core.receipt.Watermarks;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Conversations, logs and receipts in memory. */
public final class MemoryTables implements Conversations, Heads, Memberships, Blocks, Log, Receipts, Traces {
  private final Map<ConversationId, Conversation> conversations = new HashMap<>();
  private final Map<ConversationId, NavigableMap<Long, Stored>> logs = new HashMap<>();
  private final Map<AccountId, NavigableMap<String, Long>> lists = new HashMap<>();
  private final NavigableMap<String, Block> blocks = new TreeMap<>();
  private final Map<String, Departure> departures = new HashMap<>();
  private final Map<ConversationId, Map<String, Receipt>> receipts = new HashMap<>();

  @Override
  public synchronized Optional<Conversation> find(ConversationId id) {
    return Optional.ofNullable(conversations.get(id))
        .map(there -> new Conversation(id, there.kind(), there.members(), there.change(), there.createdAt(),
            there.createdBy(), there.head(), blocks.values().stream().filter(each -> each.conversation().equals(id))
                .toList(),
            there.changing()));
  }

  @Override
  public synchronized void set(Block block) {
    blocks.putIfAbsent(block.blocker() + "#" + block.conversation(), block);
  }

  @Override
  public synchronized boolean lift(AccountId blocker, AccountId blocked) {
    return blocks.remove(blocker + "#" + new DirectConversation(blocker, blocked).id()) != null;
  }

  @Override
  public synchronized boolean stands(AccountId blocker, AccountId blocked) {
    return blocks.containsKey(blocker + "#" + new DirectConversation(blocker, blocked).id());
  }

  @Override
  public synchronized Blocks.Page blocksOf(AccountId blocker, Start start, int limit) {
    List<Block> behind = blocks.values().stream().filter(block -> block.blocker().equals(blocker))
        .filter(block -> switch (start) {
          case Start.First() -> true;
          case Start.After(var last) -> Identifier.TEXT_ORDER.compare(block.conversation(), last) > 0;
        }).map(block -> new Block(block.blocker(), block.blocked(), block.since(), 0, 0)).toList();
    List<Block> page = behind.stream().limit(limit).toList();
    return new Blocks.Page(page,
        behind.size() > limit ? Optional.of(page.getLast().conversation()) : Optional.empty());
  }

  @Override
  public synchronized Optional<Standing> standing(ConversationId id, AccountId reader) {
    return standing(id);
  }

  @Override
  public synchronized Optional<Standing> standing(ConversationId id) {
    return find(id).map(found -> new Standing(found, List.copyOf(receipts(id).values())));
  }

  @Override
  public synchronized Optional<Standing> standing(ConversationId id, List<AccountId> accounts) {
    return find(id).map(found -> new Standing(found,
        receipts(id).values().stream().filter(receipt -> accounts.contains(receipt.account())).toList()));
  }

  @Override
  public synchronized boolean create(Conversation conversation, Entry.Membership first, Instant expires) {
    if (conversations.containsKey(conversation.id())) {
      return false;
    }
    conversations.put(conversation.id(), conversation);
    log(conversation.id()).put(first.seq(), new Stored(first, expires));
    conversation.readers(first.seq())
        .forEach(member -> list(member.account()).put(conversation.id().value(), member.joined()));
    return true;
  }

  @Override
  public synchronized Written change(Change change, Instant expires) {
    ConversationId id = change.after().id();
    if (conversations.get(id).change() != change.entry().after()) {
      return Written.OUTDATED;
    }
    if (log(id).containsKey(change.entry().seq())) {
      return Written.RACED;
    }
    conversations.put(id, change.after());
    log(id).put(change.entry().seq(), new Stored(change.entry(), expires));
    change.coming().forEach(account -> {
      list(account).put(id.value(), change.entry().seq());
      departures.remove(account + "#" + id);
    });
    change.going().forEach(account -> departures.put(account + "#" + id,
        new Departure(list(account).remove(id.value()), change.entry().seq(), expires)));
    return Written.DONE;
  }

  @Override
  public synchronized void hold(ConversationId id, Instant until) {
    conversations.computeIfPresent(id, (_, old) -> new Conversation(id, old.kind(), old.members(), old.change(),
        old.createdAt(), old.createdBy(), old.head(), List.of(), Optional.of(until)));
  }

  @Override
  public synchronized Optional<Departure> departure(AccountId account, ConversationId id) {
    return Optional.ofNullable(departures.get(account + "#" + id));
  }

  @Override
  public synchronized Memberships.Page of(AccountId account, Start start, int limit) {
    List<Conversation> behind = list(account).keySet().stream().filter(id -> switch (start) {
      case Start.First() -> true;
      case Start.After(var last) -> id.compareTo(last.value()) > 0;
    }).flatMap(id -> find(new ConversationId(id)).stream()).toList();
    List<Conversation> page = behind.stream().limit(limit).toList();
    return new Memberships.Page(page,
        behind.size() > page.size() ? Optional.of(page.getLast().id()) : Optional.empty());
  }

  @Override
  public synchronized Ids ids(AccountId account, Start start, int limit) {
    Memberships.Page page = of(account, start, limit);
    return new Ids(page.conversations().stream().map(Conversation::id).toList(), page.last());
  }

  @Override
  public synchronized Set<ConversationId> listed(AccountId account, Set<ConversationId> asked) {
    return asked.stream().filter(id -> list(account).containsKey(id.value())).collect(Collectors.toSet());
  }

  @Override
  public synchronized void raise(ConversationId id, Head head) {
    conversations.computeIfPresent(id, (_, old) -> old.head().seq() >= head.seq()
        ? old
        : new Conversation(id, old.kind(), old.members(), old.change(), old.createdAt(), old.createdBy(), head,
            List.of(), old.changing()));
  }

  @Override
  public synchronized Marks marks(ConversationId id, long from, int limit) {
    var rest = log(id).tailMap(from).values();
    return new Marks(rest.stream().limit(limit).map(stored -> Mark.of(stored.entry())).toList(), rest.size() > limit);
  }

  @Override
  public synchronized Optional<Mark> mark(ConversationId id, long seq) {
    return entry(id, seq).map(Mark::of);
  }

  @Override
  public synchronized Optional<Mark> newest(ConversationId id) {
    return Optional.ofNullable(log(id).lastEntry()).map(last -> Mark.of(last.getValue().entry()));
  }

  @Override
  public synchronized Optional<Entry> entry(ConversationId id, long seq) {
    return Optional.ofNullable(log(id).get(seq)).map(Stored::entry);
  }

  @Override
  public synchronized Log.Page read(ConversationId id, long from, int limit) {
    var rest = log(id).tailMap(from).values();
    return new Log.Page(rest.stream().limit(limit).toList(), rest.size() > limit);
  }

  @Override
  public synchronized Log.Page glance(ConversationId id, long from, int limit) {
    return read(id, from, limit);
  }

  @Override
  public synchronized boolean append(ConversationId id, Entry.Message entry, Instant expires) {
    return log(id).putIfAbsent(entry.seq(), new Stored(entry, expires)) == null;
  }

  /** Takes an entry away, as expiry does some day. */
  public synchronized void vanish(ConversationId id, long seq) {
    log(id).remove(seq);
  }

  @Override
  public synchronized List<Receipt> of(ConversationId id, AccountId account) {
    return receipts(id).values().stream().filter(receipt -> receipt.account().equals(account)).toList();
  }

  @Override
  public synchronized boolean raise(ConversationId id, Receipt receipt) {
    String key = receipt.account() + "#" + receipt.device();
    Watermarks old = Optional.ofNullable(receipts(id).get(key)).map(Receipt::watermarks).orElse(Watermarks.NONE);
    if (!receipt.watermarks().and(old).equals(receipt.watermarks())) {
      return false;
    }
    receipts(id).put(key, receipt);
    return true;
  }

  @Override
  public synchronized void delete(ConversationId id, AccountId account, DeviceId device) {
    receipts(id).remove(account + "#" + device);
  }

  @Override
  public synchronized List<ConversationId> groups(AccountId account, int limit) {
    return list(account).keySet().stream().map(ConversationId::new).filter(this::isGroup).limit(limit).toList();
  }

  private boolean isGroup(ConversationId id) {
    return conversations.get(id).kind() == ConversationKind.GROUP;
  }

  /** One piece at a time. */
  @Override
  public synchronized boolean sweep(AccountId account) {
    Optional<String> block = blocks.keySet().stream().filter(key -> key.startsWith(account + "#")).findFirst();
    if (block.isPresent()) {
      blocks.remove(block.get());
      return false;
    }
    Optional<ConversationId> former = departures.keySet().stream().filter(key -> key.startsWith(account + "#"))
        .map(key -> new ConversationId(key.substring(key.indexOf('#') + 1))).findFirst();
    Optional<ConversationId> swept = former.or(() -> list(account).keySet().stream().map(ConversationId::new)
        .filter(id -> !isGroup(id)).findFirst());
    swept.ifPresent(id -> {
      departures.remove(account + "#" + id);
      list(account).remove(id.value());
      receipts(id).keySet().removeIf(key -> key.startsWith(account + "#"));
    });
    return swept.isEmpty();
  }

  /** The positions at which the account became a member, by conversation. */
  private NavigableMap<String, Long> list(AccountId account) {
    return lists.computeIfAbsent(account, _ -> new TreeMap<>());
  }

  private NavigableMap<Long, Stored> log(ConversationId id) {
    return logs.computeIfAbsent(id, _ -> new TreeMap<>());
  }

  private Map<String, Receipt> receipts(ConversationId id) {
    return receipts.computeIfAbsent(id, _ -> new TreeMap<>());
  }
}
