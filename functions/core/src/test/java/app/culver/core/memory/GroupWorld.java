package app.culver.core.memory;

import app.culver.core.concurrent.Backoff;
import app.culver.core.conversation.ChangeRequest;
import app.culver.core.conversation.ChangingMembers;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.CreatingGroup;
import app.culver.core.conversation.Creation;
import app.culver.core.conversation.GroupConversation;
import app.culver.core.conversation.Memberships;
import app.culver.core.conversation.NewGroup;
import app.culver.core.conversation.Newcomers;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A group of Alice, who owns it, and Bob, who is an admin, in which Mallory may come to be; and Carol, who exists. */
public final class GroupWorld {
  public static final GroupNonce NONCE = GroupNonce.of(Samples.bytes(16, 7).toArray());

  public final World world = new World();
  public final Device alice = world.alicePhone;
  public final Device bob = world.bobPhone;
  public final Device mallory = world.malloryPhone;
  public final Device carol = person(4);
  public final ConversationId id = new GroupConversation(alice.account(), NONCE).id();

  private int messages = 1_000;

  public GroupWorld() {
    create(alice, NONCE, new NewMember(alice.account(), Role.OWNER), new NewMember(bob.account(), Role.ADMIN));
  }

  /** A connected device of an account of its own. */
  public Device person(int number) {
    return world.devices.put(
        Samples.connected(Samples.device(Samples.account(number), number * 10 + 1), "socket-" + number, Samples.NOW));
  }

  /** Adds people with a connected device each until the group has so many members; gives them. */
  public List<Device> grow(int members) {
    List<Device> people = new ArrayList<>();
    while (conversation().members().size() < members) {
      int first = conversation().members().size();
      List<Device> newcomers = IntStream.range(first, Math.min(members, first + MembershipChange.MOST_ACCOUNTS))
          .mapToObj(number -> person(100 + number)).toList();
      change(alice, new Added(newcomers.stream().map(device -> new NewMember(device.account(), Role.MEMBER))
          .sorted(Comparator.comparing(member -> member.account().value())).toList()));
      people.addAll(newcomers);
    }
    return people;
  }

  private final Predicate<AccountId> accounts = account -> !world.devices.of(account).isEmpty();

  private Newcomers newcomers() {
    return new Newcomers(accounts, world.tables);
  }

  public CreatingGroup creating() {
    return new CreatingGroup(world.devices, newcomers(), world.tables, world.tables, world.tables, () -> world.now,
        World.RETENTION, _ -> {});
  }

  public Creation create(Device device, GroupNonce nonce, NewMember... members) {
    return creating().group(Samples.caller(device), newGroup(device, nonce, members));
  }

  public static NewGroup newGroup(Device device, GroupNonce nonce, NewMember... members) {
    List<NewMember> sorted = Stream.of(members).sorted(Comparator.comparing(member -> member.account().value()))
        .toList();
    return new NewGroup(nonce, sorted,
        Samples.sign(new GroupCreated(sorted).signed(new GroupConversation(device.account(), nonce).id(), 0)));
  }

  public ChangingMembers changing(Memberships memberships, Log log, Backoff backoff) {
    return new ChangingMembers(world.devices, newcomers(), world.tables, memberships, log, () -> world.now,
        World.RETENTION,
        backoff);
  }

  /** The change, signed over the last one. */
  public ChangeRequest request(OfGroup change) {
    return request(conversation().change(), change);
  }

  public ChangeRequest request(long after, OfGroup change) {
    return new ChangeRequest(after, change, Samples.sign(change.signed(id, after)));
  }

  public ChangingMembers.Outcome change(Device device, OfGroup change) {
    return change(device, request(change));
  }

  public ChangingMembers.Outcome change(Device device, ChangeRequest request) {
    return changing(world.tables, world.tables, _ -> {}).change(Samples.caller(device), id, request);
  }

  public static OfGroup added(Device device, Role role) {
    return new Added(List.of(new NewMember(device.account(), role)));
  }

  public static OfGroup removed(Device device) {
    return new Removed(List.of(device.account()));
  }

  public Conversation conversation() {
    return world.tables.find(id).orElseThrow();
  }

  /** A new message that names no recipients. */
  public Envelope message() {
    int number = ++messages;
    return new Envelope.Mls(MessageId.of(Samples.message(number).bytes()), new Ciphertext(Samples.bytes(144, number)));
  }

  /** Puts a new message of the device behind the last entry, whether or not it may send. */
  public Entry.Message append(Device device) {
    Entry.Message entry = new Entry.Message(world.tables.newest(id).orElseThrow().seq() + 1, world.now,
        device.account(), device.id(), conversation().change(), message());
    if (!world.tables.append(id, entry, world.now.plus(World.RETENTION))) {
      throw new AssertionError("the position is taken");
    }
    return entry;
  }
}
