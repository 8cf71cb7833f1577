package app.culver.core.model;

import app.culver.core.conversation.ChangeRequest;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.GroupConversation;
import app.culver.core.conversation.NewConversation;
import app.culver.core.conversation.NewGroup;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Envelope;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.memory.Samples;
import app.culver.core.model.Operation.By;
import app.culver.core.model.Operation.Flaw;
import app.culver.core.model.Operation.Invited;
import app.culver.core.model.Operation.Sealing;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.send.SendRequest;
import app.culver.core.signature.Signature;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What clients know: sessions, cursors, the devices of others. It gives the numbers of an operation their meaning. */
final class Scene {
  /** From here on any conversation is meant. */
  private static final int FOREIGN = 11;

  /** Stands for a conversation that there is not. */
  static final int UNKNOWN = 12;

  private static final AccountId NOBODY = AccountId.of(new byte[16]);
  private static final ConversationId NOWHERE = new ConversationId(NOBODY.value());
  private static final Signature FORGED = new Signature(Samples.bytes(Signature.SIZE, 1));
  private static final List<Role> ROLES = List.of(Role.MEMBER, Role.ADMIN, Role.OWNER);

  private final InstantSource clock;
  private final Model model;
  private final List<Step> asked = new ArrayList<>();
  private final Map<Integer, List<Caller>> sessions = new HashMap<>();
  /** What identifiers stand for, in this order. */
  final Map<String, String> names = new LinkedHashMap<>(Map.of(NOBODY.value(), "nobody"));
  private final Map<DeviceId, MessageId> newest = new HashMap<>();
  private int messages;

  Scene(InstantSource clock, Model model) {
    this.clock = clock;
    this.model = model;
  }

  void signedIn(int person, Caller caller) {
    sessions.computeIfAbsent(person, _ -> new ArrayList<>()).add(caller);
  }

  /** A session of each person who has a device that is signed in. */
  Map<Integer, Caller> present() {
    Map<Integer, Caller> present = new TreeMap<>();
    sessions.forEach((person, own) -> own.stream().filter(model.registry::holds).findFirst()
        .ifPresent(caller -> present.put(person, caller)));
    return present;
  }

  /** What the operation means here. */
  Step step(Operation operation) {
    Step step = switch (operation) {
      case Operation.SignIn(var person, var keys, var hours) -> {
        Instant proven = clock.instant().minus(Duration.ofHours(hours));
        yield new Step(name(person) + " signs in with keys " + (keys + 1) + ", proven at " + proven,
            there -> there.signIn(person, keys, proven));
      }
      case Operation.Remove(var by, var device) -> remove(caller(by), device);
      case Operation.Open open -> open(caller(open.by()), account(open.member()), open.forged());
      case Operation.Create create -> create(caller(create.by()), create);
      case Operation.Change change -> change(caller(change.by()), change);
      case Operation.Send send -> send(caller(send.by()), send);
      case Operation.Receive receive -> receive(caller(receive.by()), receive);
      case Operation.Block(var by, var whom) -> done(caller(by), "blocks " + account(whom),
          (there, caller) -> there.block(caller, account(whom)));
      case Operation.Unblock(var by, var whom) -> done(caller(by), "unblocks " + account(whom),
          (there, caller) -> there.unblock(caller, account(whom)));
      case Operation.Sync sync -> sync(caller(sync.by()), sync);
      case Operation.Again(var back) -> asked.size() < back
          ? time("Nothing is asked again", _ -> {})
          : asked.get(asked.size() - back);
      case Operation.Wait(var hours) -> time(hours + " hours pass", _ -> {});
      case Operation.RaiseHeads() -> time("The heads follow", Messenger::raiseHeads);
      case Operation.Delete(var every) ->
        time("Of what has expired, every entry whose position is divisible by " + every
            + " is deleted", there -> {
              there.raiseHeads();
              there.delete(every);
            });
    };
    asked.add(step);
    return step;
  }

  private Step remove(Caller caller, int number) {
    List<DeviceId> all = new ArrayList<>(model.registry.devices.keySet());
    all.sort(Comparator.comparing(device -> !model.registry.devices.get(device).account().equals(caller.account())));
    DeviceId device = all.get(number % all.size());
    return done(caller, "removes " + device, (there, own) -> there.remove(own, device));
  }

  private Step open(Caller caller, AccountId member, boolean forged) {
    DirectConversation direct = new DirectConversation(caller.account(), member);
    Signature signature = forged ? FORGED : sign(caller, direct.beginning().signed(direct.id(), 0));
    NewConversation request = new NewConversation(ConversationKind.DIRECT, member, signature);
    return asks(caller, "opens a conversation with " + member + (forged ? ", by a forged signature" : ""),
        (there, own) -> there.open(own, request));
  }

  private Step create(Caller caller, Operation.Create create) {
    GroupNonce nonce = GroupNonce.of(Samples.bytes(16, create.nonce() + 1).toArray());
    List<NewMember> members = members(create.members(), caller.account(), create.flaw() != Flaw.LACKING);
    byte[] signed = new GroupCreated(members)
        .signed(new GroupConversation(caller.account(), nonce).id(), create.flaw() == Flaw.OUTDATED ? 1 : 0);
    NewGroup request = new NewGroup(nonce, members, create.flaw() == Flaw.FORGED ? FORGED : sign(caller, signed));
    return asks(caller, "creates group " + create.nonce() + " of " + members + flawed(create.flaw()),
        (there, own) -> there.create(own, request));
  }

  private Step change(Caller caller, Operation.Change change) {
    ConversationId where = place(caller, change.where(), room -> room.kind == ConversationKind.GROUP);
    List<NewMember> whom = members(change.whom(), caller.account(), false);
    OfGroup wanted = switch (change.kind()) {
      case ADD -> new Added(whom);
      case REMOVE -> new Removed(whom.stream().map(NewMember::account).toList());
      case ROLE -> new RoleChanged(whom.getFirst().account(), whom.getFirst().role());
      case LEAVE -> new Left();
    };
    long last = Optional.ofNullable(model.rooms.get(where)).map(room -> room.change).orElse(1L);
    long after = change.flaw() == Flaw.OUTDATED ? Math.max(1, last - 1) : last;
    ChangeRequest request = new ChangeRequest(after, wanted,
        change.flaw() == Flaw.FORGED ? FORGED : sign(caller, wanted.signed(where, after)));
    return asks(caller, "changes " + where + " after " + after + ": " + wanted + flawed(change.flaw()),
        (there, own) -> there.change(own, where, request));
  }

  /** Whom somebody wants to have in a group, and perhaps that one as owner, in their order. */
  private List<NewMember> members(List<Invited> invited, AccountId owner, boolean withOwner) {
    Map<AccountId, Role> members = new TreeMap<>(Identifier.TEXT_ORDER);
    invited.forEach(each -> members.put(account(each.person()), ROLES.get(each.role())));
    if (withOwner) {
      members.put(owner, Role.OWNER);
    }
    return members.entrySet().stream().map(member -> new NewMember(member.getKey(), member.getValue())).toList();
  }

  private Step send(Caller caller, Operation.Send send) {
    ConversationId where = place(caller, send.where(), _ -> true);
    long since = Math.max(1, last(where) - send.behind());
    List<Envelope> envelopes = new ArrayList<>();
    for (Sealing sealing : send.envelopes()) {
      if (sealing != Sealing.REUSED || envelopes.isEmpty()) {
        envelopes.add(envelope(caller, where, sealing));
      }
    }
    SendRequest request = new SendRequest(where, since, envelopes);
    return asks(caller, "sends in " + where + " since " + since + ": " + envelopes.stream()
        .map(envelope -> envelope.id().value()).collect(Collectors.joining(", ")) + " sealed " + send.envelopes(),
        (there, own) -> there.send(own, request));
  }

  private Envelope envelope(Caller caller, ConversationId where, Sealing sealing) {
    int number = ++messages;
    MessageId reused = newest.get(caller.device());
    MessageId id = sealing == Sealing.REUSED && reused != null ? reused : Samples.message(number);
    newest.put(caller.device(), id);
    names.putIfAbsent(id.value(), "message " + number);
    if (sealing == Sealing.MLS || sealing == Sealing.REUSED) {
      return new Envelope.Mls(id, new Ciphertext(Samples.bytes(144, number)));
    }
    List<DeviceId> devices = new ArrayList<>(others(caller, where));
    if (sealing == Sealing.WITHOUT_ONE && !devices.isEmpty()) {
      devices.removeLast();
    }
    if (sealing == Sealing.WITH_ONE_MORE) {
      model.registry.devices.keySet().stream().filter(device -> !devices.contains(device)).findFirst()
          .ifPresent(devices::add);
    }
    return Envelopes.sealed(id, number, devices.stream()
        .collect(Collectors.toMap(device -> device, device -> model.registry.devices.get(device).account())),
        sealing == Sealing.WITH_A_STRANGER ? Optional.of(NOBODY) : Optional.empty());
  }

  /** The devices that a message is to be sealed to. */
  private List<DeviceId> others(Caller caller, ConversationId where) {
    return Optional.ofNullable(model.rooms.get(where)).stream().flatMap(room -> room.members.keySet().stream())
        .flatMap(account -> model.registry.live(account).stream()).filter(device -> !device.equals(caller.device()))
        .toList();
  }

  private Step receive(Caller caller, Operation.Receive receive) {
    ConversationId where = place(caller, receive.where(), _ -> true);
    Optional<Long> position = Optional.of(Math.max(1, last(where) - receive.behind()));
    ReceiptRequest request = receive.read()
        ? new ReceiptRequest(where, Optional.empty(), position)
        : new ReceiptRequest(where, position, Optional.empty());
    return asks(caller, "has " + (receive.read() ? "read " : "got ") + where + " up to " + position.get(),
        (there, own) -> there.receive(own, request));
  }

  private Step sync(Caller caller, Operation.Sync sync) {
    List<Cursor> cursors = sync.where().stream().map(where -> place(caller, where, _ -> true)).distinct()
        .map(where -> new Cursor(where, Math.max(0, last(where) - sync.behind()))).toList();
    return asks(caller, "syncs " + cursors, (there, own) -> there.sync(own, cursors));
  }

  private static Step time(String words, Consumer<Messenger> passing) {
    return new Step(words, there -> {
      passing.accept(there);
      return "";
    });
  }

  private static Step done(Caller caller, String words, BiConsumer<Messenger, Caller> call) {
    return asks(caller, words, (there, own) -> {
      call.accept(there, own);
      return "";
    });
  }

  private static Step asks(Caller caller, String words, BiFunction<Messenger, Caller, Object> call) {
    return new Step(caller.device() + " " + words, there -> call.apply(there, caller));
  }

  private static String flawed(Flaw flaw) {
    return flaw == Flaw.NONE ? "" : ", which is " + flaw;
  }

  private Caller caller(By by) {
    List<Caller> own = sessions.get(by.person());
    return own.get(Math.max(0, own.size() - 1 - by.session()));
  }

  private AccountId account(int person) {
    return model.registry.accounts.getOrDefault(person, NOBODY);
  }

  private static String name(int person) {
    return People.NAMES.get(person);
  }

  /** Mostly a conversation that the caller is in. */
  private ConversationId place(Caller caller, int where, Predicate<Room> suitable) {
    List<ConversationId> own = model.rooms.values().stream().filter(room -> room.has(caller.account()))
        .filter(suitable).map(room -> room.id).toList();
    List<ConversationId> all = where < FOREIGN && !own.isEmpty() ? own : List.copyOf(model.rooms.keySet());
    return where == UNKNOWN || all.isEmpty() ? NOWHERE : all.get(where % all.size());
  }

  private long last(ConversationId where) {
    return Optional.ofNullable(model.rooms.get(where)).map(room -> room.last).orElse(1L);
  }

  private Signature sign(Caller caller, byte[] message) {
    Registry.Row row = model.registry.devices.get(caller.device());
    return People.keys(row.person(), row.keys()).sign(message);
  }
}
