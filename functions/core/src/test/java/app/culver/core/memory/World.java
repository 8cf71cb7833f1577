package app.culver.core.memory;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.CreatingDirect;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Memberships;
import app.culver.core.conversation.NewConversation;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.send.SendRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Alice with phone and laptop, Bob with a phone, their direct conversation, and Mallory, who is not in it. */
public final class World {
  public static final Duration RETENTION = Duration.ofDays(30);

  /** What the clock shows; tests set it. */
  public Instant now = Samples.NOW;

  public final MemoryTables tables = new MemoryTables();
  public final MemoryDevices devices = new MemoryDevices(() -> now);
  public final MemoryConnections connections = new MemoryConnections();

  public final Device alicePhone = put(Samples.device(Samples.account(1), 11));
  public final Device aliceLaptop = put(Samples.device(Samples.account(1), 12));
  public final Device bobPhone = put(Samples.device(Samples.account(2), 21));
  public final Device malloryPhone = put(Samples.device(Samples.account(3), 31));

  /** The conversation of Alice and Bob, whose log has one entry. */
  public final ConversationId id = open(alicePhone, bobPhone).id();

  private int messages;

  private Device put(Device device) {
    return devices.put(Samples.connected(device, "socket-" + device.id(), Samples.NOW));
  }

  /** The socket that the device listens on. */
  public static String socket(Device device) {
    return "socket-" + device.id();
  }

  /** Opens a direct conversation. */
  public Conversation open(Device one, Device other) {
    DirectConversation direct = new DirectConversation(one.account(), other.account());
    NewConversation request = new NewConversation(direct.beginning().kind(), other.account(),
        Samples.sign(direct.beginning().signed(direct.id(), 0)));
    return creating().direct(Samples.caller(one), request).conversation();
  }

  /** Makes the device's account a member of the conversation of Alice and Bob, by the entry at this position. */
  public void join(Device device, long seq) {
    List<Member> members = new ArrayList<>(tables.find(id).orElseThrow().members());
    members.add(new Member(device.account(), Role.MEMBER, seq));
    change(new MembershipChange.Added(List.of(new NewMember(device.account(), Role.MEMBER))), seq, members,
        List.of(device.account()), List.of());
  }

  /** Removes the device's account by the entry at this position. */
  public void remove(Device device, long seq) {
    var members = tables.find(id).orElseThrow().members().stream()
        .filter(member -> !member.account().equals(device.account())).toList();
    change(new MembershipChange.Removed(List.of(device.account())), seq, members, List.of(), List.of(device.account()));
  }

  private void change(MembershipChange change, long seq, List<Member> members, List<AccountId> coming,
      List<AccountId> going) {
    Conversation before = tables.find(id).orElseThrow();
    var entry = new Entry.Membership(seq, now, alicePhone.account(), alicePhone.id(), before.change(), change,
        Samples.sign(change.signed(id, before.change())));
    if (tables.change(new Memberships.Change(before.changed(members, seq), entry, coming, going),
        now.plus(RETENTION)) != Memberships.Written.DONE) {
      throw new AssertionError("the position is taken");
    }
  }

  public CreatingDirect creating() {
    return new CreatingDirect(devices, account -> !devices.of(account).isEmpty(), tables, tables, tables, () -> now,
        RETENTION,
        _ -> {});
  }

  /** A new message of the device for all that it has to be sealed to. */
  public Envelope.Hpke message(Device sender) {
    return message(sender, 144);
  }

  public Envelope.Hpke message(Device sender, int ciphertextBytes) {
    int number = ++messages;
    return Samples.envelope(Samples.message(number), number, ciphertextBytes, others(sender));
  }

  /** Alice's and Bob's devices as they are now, without this one. */
  public List<Device> others(Device sender) {
    return Stream.of(alicePhone, bobPhone).flatMap(device -> devices.of(device.account()).stream())
        .filter(device -> !device.id().equals(sender.id())).toList();
  }

  public SendRequest send(long since, Envelope... envelopes) {
    return new SendRequest(id, since, List.of(envelopes));
  }

  /** The positions in the log of Alice and Bob. */
  public List<Long> positions() {
    List<Long> positions = new ArrayList<>();
    tables.marks(id, 1, Integer.MAX_VALUE).marks().forEach(mark -> positions.add(mark.seq()));
    return positions;
  }
}
