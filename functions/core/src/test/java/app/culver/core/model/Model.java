package app.culver.core.model;

import static app.culver.core.model.Registry.require;

import app.culver.core.conversation.ChangeRequest;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.GroupConversation;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.NewConversation;
import app.culver.core.conversation.NewGroup;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.DeviceOf;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.RefusedException;
import app.culver.core.send.SendRequest;
import app.culver.core.signature.Signature;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Culver does, as plainly as it can be said: nobody races, nothing is lost, and everything is in maps and lists. */
final class Model implements Messenger {
  private record Pair(AccountId blocker, AccountId blocked) {}

  private record Standing(Instant since, Watermarks level) {}

  final Registry registry;
  final Map<ConversationId, Room> rooms = new LinkedHashMap<>();
  private final Map<Pair, Standing> blocks = new HashMap<>();
  private final InstantSource clock;

  Model(InstantSource clock, Registry registry) {
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public SignedIn signIn(int person, int keys, Instant provenAt) {
    return registry.signIn(person, keys, provenAt);
  }

  @Override
  public void remove(Caller caller, DeviceId device) {
    check(caller);
    registry.remove(caller, device);
  }

  @Override
  public Begun open(Caller caller, NewConversation request) {
    check(caller);
    DirectConversation direct = new DirectConversation(caller.account(), request.member());
    Room there = rooms.get(direct.id());
    if (there != null) {
      return found(there, caller);
    }
    registry.requireSigned(caller, request.signature(), direct.beginning().signed(direct.id(), 0));
    require(registry.exists(request.member()), new NotFound());
    Map<AccountId, Member> members = new HashMap<>();
    direct.beginning().accounts().forEach(account -> members.put(account, new Member(account, Role.MEMBER, 1)));
    return begin(new Room(direct.id(), ConversationKind.DIRECT, caller.account(), clock.instant()), caller, members,
        direct.beginning(), request.signature());
  }

  @Override
  public Begun create(Caller caller, NewGroup request) {
    check(caller);
    ConversationId id = new GroupConversation(caller.account(), request.nonce()).id();
    GroupCreated created = new GroupCreated(request.members());
    Room there = rooms.get(id);
    if (there != null) {
      require(there.has(caller.account()), new NotFound());
      require(!(there.log.get(1L) instanceof Entry.Membership first) || first.membership().equals(created),
          InvalidRequest.at("/nonce", ""));
      return found(there, caller);
    }
    require(request.members().contains(new NewMember(caller.account(), Role.OWNER)), InvalidRequest.at("/members", ""));
    registry.requireSigned(caller, request.signature(), created.signed(id, 0));
    Map<AccountId, Member> members = new HashMap<>();
    request.members().forEach(
        member -> members.put(member.account(), new Member(member.account(), member.role(), 1)));
    admit(caller, members, request.members(), "/members/");
    return begin(new Room(id, ConversationKind.GROUP, caller.account(), clock.instant()), caller, members, created,
        request.signature());
  }

  private Begun begin(Room room, Caller caller, Map<AccountId, Member> members, MembershipChange change,
      Signature signature) {
    var first = new Entry.Membership(1, clock.instant(), caller.account(), caller.device(), 0, change, signature);
    room.put(first, members, clock.instant().plus(Core.RETENTION));
    rooms.put(room.id, room);
    return new Begun(room.view(), true, Optional.of(first), registry.others(caller, hearing(room, caller)));
  }

  /** Told once more by the device that made it, as long as nothing is known to have followed. */
  private Begun found(Room room, Caller caller) {
    Optional<Entry> untold = Optional.ofNullable(room.log.get(1L))
        .filter(first -> room.head.seq() == 1 && first.device().equals(caller.device()) && lives(first));
    return new Begun(room.view(), false, untold,
        untold.isPresent() ? registry.others(caller, hearing(room, caller)) : Set.of());
  }

  /** Those who are told of its beginning. */
  private List<AccountId> hearing(Room room, Caller caller) {
    return room.readers(1).stream().filter(account -> !hiders(room, caller.account()).contains(account)).toList();
  }

  @Override
  public Changed change(Caller caller, ConversationId id, ChangeRequest request) {
    check(caller);
    Room room = Optional.ofNullable(rooms.get(id)).orElseThrow(() -> new NotFound().exception());
    Optional<Entry.Membership> earlier = made(room, caller, request);
    if (earlier.isPresent()) {
      return changed(room, caller, earlier.get());
    }
    require(room.has(caller.account()), new NotFound());
    require(room.kind == ConversationKind.GROUP, InvalidRequest.at("/conversation", ""));
    require(request.after() == room.change, new Refusal.MembershipChanged(room.change));
    registry.requireSigned(caller, request.signature(), request.change().signed(id, request.after()));
    Map<AccountId, Member> members = new HashMap<>(room.members);
    Membership.change(members, caller.account(), request.change(), room.last + 1);
    if (request.change() instanceof MembershipChange.Added(var added)) {
      admit(caller, members, added, "/change/members/");
    }
    var entry = new Entry.Membership(room.last + 1, clock.instant(), caller.account(), caller.device(), request.after(),
        request.change(), request.signature());
    room.put(entry, members, clock.instant().plus(Core.RETENTION));
    return changed(room, caller, entry);
  }

  private static Optional<Entry.Membership> made(Room room, Caller caller, ChangeRequest request) {
    boolean was = room.has(caller.account()) && room.members.get(caller.account()).joined() <= request.after()
        || room.former.containsKey(caller.account())
            && room.former.get(caller.account()).left() > request.after();
    return room.log.values().stream().flatMap(
        entry -> entry instanceof Entry.Membership membership ? Stream.of(membership) : Stream.empty())
        .filter(entry -> was && entry.after() == request.after() && entry.device().equals(caller.device())
            && entry.signature().equals(request.signature()))
        .findFirst();
  }

  private Changed changed(Room room, Caller caller, Entry.Membership entry) {
    Set<AccountId> told = new HashSet<>(room.readers(entry.seq()));
    Stream<AccountId> gone = switch (entry.membership()) {
      case Removed(var accounts) -> accounts.stream();
      case Left() -> Stream.of(entry.sender());
      default -> Stream.empty();
    };
    gone.filter(account -> room.former.containsKey(account) && room.former.get(account).left() == entry.seq())
        .forEach(told::add);
    return new Changed(entry, Optional.of(room.view()).filter(_ -> room.has(caller.account())),
        registry.others(caller, told));
  }

  /** All have to exist, and who blocks the caller is not to know. */
  private void admit(Caller caller, Map<AccountId, Member> members, List<NewMember> newcomers, String pointer) {
    for (NewMember newcomer : newcomers) {
      require(registry.exists(newcomer.account()),
          NotFound.at(pointer + newcomers.indexOf(newcomer) + "/account"));
      if (blocks.containsKey(new Pair(newcomer.account(), caller.account()))) {
        members.computeIfPresent(newcomer.account(), (_, member) -> member.hide());
      }
    }
  }

  @Override
  public Accepted send(Caller caller, SendRequest request) {
    check(caller);
    Room room = own(caller, request.conversation());
    List<Entry.Message> entries = new ArrayList<>();
    Optional<Refusal> stopped = Optional.empty();
    for (Envelope envelope : request.envelopes()) {
      try {
        entries.add(room.find(caller.device(), envelope, request.since()).orElseGet(() -> {
          requireSealed(room, caller, envelope);
          return room.append(clock.instant(), caller.account(), caller.device(), envelope,
              hiders(room, caller.account()).stream().findFirst());
        }));
      } catch (RefusedException e) {
        if (entries.isEmpty()) {
          throw e;
        }
        stopped = Optional.of(e.refusal());
        break;
      }
    }
    Map<DeviceId, List<Long>> told = new HashMap<>();
    entries.forEach(entry -> registry.others(caller, room.readers(entry.seq()).stream()
        .filter(reader -> !entry.isHiddenFrom(reader)).toList())
        .forEach(device -> told.computeIfAbsent(device, _ -> new ArrayList<>()).add(entry.seq())));
    return new Accepted(entries, stopped, told);
  }

  private void requireSealed(Room room, Caller caller, Envelope envelope) {
    if (envelope instanceof Envelope.Hpke hpke) {
      Set<DeviceOf> needed = registry.others(caller, room.members.keySet()).stream()
          .map(device -> new DeviceOf(registry.devices.get(device).account(), device)).collect(Collectors.toSet());
      Set<DeviceOf> named = hpke.recipients().stream().flatMap(recipient -> recipient.devices().stream()
          .map(device -> new DeviceOf(recipient.account(), device.device()))).collect(Collectors.toSet());
      require(named.equals(needed), new Refusal.StaleDeviceList(without(needed, named), without(named, needed)));
      require(hpke.recipients().stream().allMatch(recipient -> room.members.containsKey(recipient.account())),
          InvalidRequest.at("/envelopes", ""));
    }
  }

  private static List<DeviceOf> without(Set<DeviceOf> these, Set<DeviceOf> those) {
    return these.stream().filter(device -> !those.contains(device))
        .sorted(Comparator.comparing((DeviceOf device) -> device.account().value())
            .thenComparing(device -> device.device().value()))
        .toList();
  }

  @Override
  public Optional<News> receive(Caller caller, ReceiptRequest request) {
    check(caller);
    Room room = own(caller, request.conversation());
    Watermarks told = new Watermarks(request.delivered().orElse(0L), request.read().orElse(0L));
    require(told.delivered() <= room.last,
        InvalidRequest.at(request.read().orElse(0L) >= request.delivered().orElse(0L) ? "/read" : "/delivered", ""));
    Watermarks before = room.level(caller.account());
    room.raise(caller.account(), caller.device(), told);
    Watermarks level = room.level(caller.account());
    return level.equals(before)
        ? Optional.empty()
        : Optional.of(new News(level, registry.others(caller,
            isQuiet(room) ? List.of(caller.account()) : room.readers(Long.MAX_VALUE))));
  }

  @Override
  public void block(Caller caller, AccountId blocked) {
    check(caller);
    require(!blocked.equals(caller.account()), InvalidRequest.at("/account", ""));
    require(registry.exists(blocked), new NotFound());
    Room direct = rooms.get(new DirectConversation(caller.account(), blocked).id());
    blocks.putIfAbsent(new Pair(caller.account(), blocked), new Standing(clock.instant(),
        direct == null ? Watermarks.NONE : direct.level(caller.account())));
  }

  @Override
  public void unblock(Caller caller, AccountId blocked) {
    check(caller);
    require(blocks.remove(new Pair(caller.account(), blocked)) != null, new NotFound());
  }

  @Override
  public List<CaughtUp> sync(Caller caller, List<Cursor> cursors) {
    check(caller);
    List<CaughtUp> all = new ArrayList<>();
    for (Cursor cursor : cursors) {
      Room room = rooms.get(cursor.conversation());
      String pointer = "/cursors/" + cursors.indexOf(cursor) + "/conversation";
      require(room != null, NotFound.at(pointer));
      Room.Former former = room.former.get(caller.account());
      boolean member = room.has(caller.account());
      require(member || former != null && former.expires().isAfter(clock.instant()), NotFound.at(pointer));
      long joined = member ? room.members.get(caller.account()).joined() : former.joined();
      long last = member ? room.last : former.left();
      List<Entry> entries = room.log.values().stream()
          .filter(entry -> entry.seq() > cursor.after() && entry.seq() >= joined && entry.seq() <= last)
          .filter(this::lives).toList();
      all.add(new CaughtUp(room.id, entries, last,
          member ? known(room, caller.account()) : room.levels(List.of(caller.account()))));
    }
    return all;
  }

  /** How far the members have come, as the account may know it. */
  private Map<AccountId, Watermarks> known(Room room, AccountId account) {
    if (!isQuiet(room)) {
      return room.levels(room.readers(Long.MAX_VALUE));
    }
    Map<AccountId, Watermarks> known = room.levels(List.of(account));
    hiders(room, account).forEach(hider -> Optional.of(blocks.get(new Pair(hider, account)).level())
        .filter(level -> level.delivered() > 0).ifPresent(level -> known.put(hider, level)));
    return known;
  }

  @Override
  public List<Conversation> conversations(Caller caller) {
    check(caller);
    return rooms.values().stream().filter(room -> room.has(caller.account())).map(Room::view)
        .sorted(Comparator.comparing(conversation -> conversation.id().value())).toList();
  }

  @Override
  public Conversation conversation(Caller caller, ConversationId id) {
    check(caller);
    return own(caller, id).view();
  }

  @Override
  public Map<AccountId, Watermarks> receipts(Caller caller, ConversationId id) {
    check(caller);
    return known(own(caller, id), caller.account());
  }

  @Override
  public List<Blocked> blocks(Caller caller) {
    check(caller);
    return registry.accounts.values().stream()
        .filter(account -> blocks.containsKey(new Pair(caller.account(), account)))
        .sorted(Comparator.comparing(account -> new DirectConversation(caller.account(), account).id().value()))
        .map(account -> new Blocked(account, blocks.get(new Pair(caller.account(), account)).since())).toList();
  }

  @Override
  public Map<AccountId, List<DeviceId>> directory(List<AccountId> asked) {
    return asked.stream().filter(registry::exists)
        .collect(Collectors.toMap(account -> account, registry::live));
  }

  @Override
  public void raiseHeads() {
    rooms.values().stream().filter(room -> !room.log.isEmpty() && room.log.lastKey() > room.head.seq())
        .forEach(room -> room.head = new Head(room.log.lastKey(), clock.instant()));
  }

  @Override
  public void delete(int every) {
    rooms.values().forEach(room -> room.log.values().removeIf(entry -> !lives(entry) && entry.seq() % every == 0));
  }

  /** The others of a direct conversation who block the account. */
  private List<AccountId> hiders(Room room, AccountId account) {
    return room.kind == ConversationKind.GROUP
        ? List.of()
        : room.members.keySet().stream().filter(other -> blocks.containsKey(new Pair(other, account))).toList();
  }

  /** Whether the two of a direct conversation hear nothing of each other's receipts. */
  private boolean isQuiet(Room room) {
    return room.members.keySet().stream().anyMatch(account -> !hiders(room, account).isEmpty());
  }

  private boolean lives(Entry entry) {
    return entry.time().plus(Core.RETENTION).isAfter(clock.instant());
  }

  private void check(Caller caller) {
    require(registry.holds(caller), new Refusal.SessionEnded());
  }

  private Room own(Caller caller, ConversationId id) {
    return Optional.ofNullable(rooms.get(id)).filter(room -> room.has(caller.account()))
        .orElseThrow(() -> new NotFound().exception());
  }
}
