package app.culver.messages;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.dynamo.DynamoConversations;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoLog;
import app.culver.aws.dynamo.DynamoMemberships;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.dynamo.DynamoReceipts;
import app.culver.aws.dynamo.LocalDynamo;
import app.culver.aws.dynamo.Meter;
import app.culver.aws.json.Json;
import app.culver.aws.wire.EnvelopeForm;
import app.culver.aws.wiring.Basis;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.GroupConversation;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.Memberships.Change;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.membership.Rules;
import app.culver.core.memory.Samples;
import app.culver.core.signal.Pace;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What messages in groups of different sizes cost, each member with one device. These may only go down. */
class GroupCostTest {
  private static final Meter METER = new Meter();
  private static LocalDynamo dynamo;
  private static Story story;
  private static MessagesHandler handler;
  private static DynamoMemberships memberships;
  private static DynamoDevices devices;

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
    story = new Story();
    var client = dynamo.client(Apache5HttpClient.builder().maxConnections(64).build(), METER);
    String accounts = dynamo.table("AccountsTable");
    String conversations = dynamo.table("ConversationsTable");
    String log = dynamo.table("LogTable");
    memberships = new DynamoMemberships(dynamo.client(), conversations, dynamo.table("MembershipsTable"), log);
    var basis = new Basis(story.keys, story.authentication, new DynamoDevices(client, accounts, () -> story.now),
        new DynamoPresences(client, accounts, () -> story.now), story.connections, () -> story.now, _ -> {});
    handler = new MessagesHandler(new Ports(basis, new DynamoConversations(client, conversations),
        new DynamoMemberships(client, conversations, dynamo.table("MembershipsTable"), log), new DynamoLog(client, log),
        new DynamoReceipts(client, conversations), _ -> List.of(), _ -> List.of(), () -> {}, new Pace(basis.clock()),
        Story.RETENTION, 1));
    devices = new DynamoDevices(dynamo.client(), accounts, () -> story.now);
    dynamo.put(story.bobPhone);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  /** A group of so many members, of whom Bob is one and the others have a device each; grown as groups grow. */
  private static Conversation group(int members, int seed) {
    AccountId bob = story.bobPhone.account();
    GroupCreated created = new GroupCreated(List.of(new NewMember(bob, Role.OWNER)));
    Conversation group = new Conversation(
        new GroupConversation(bob, GroupNonce.of(ByteBuffer.allocate(16).putInt(seed).array())).id(),
        ConversationKind.GROUP,
        Rules.begin(bob, created), 1, story.now, bob, new Head(1, story.now));
    memberships.create(group, entry(1, created), story.now.plus(Story.RETENTION));
    while (group.members().size() < members) {
      int first = group.members().size();
      List<NewMember> newcomers = IntStream.range(first, Math.min(members, first + MembershipChange.MOST_ACCOUNTS))
          .mapToObj(number -> Samples.device(Samples.account(1_000 * seed + number), 1_000 * seed + number))
          .peek(dynamo::put).map(device -> new NewMember(device.account(), Role.MEMBER))
          .sorted((one, other) -> Identifier.TEXT_ORDER.compare(one.account(), other.account())).toList();
      Added added = new Added(newcomers);
      long seq = group.change() + 1;
      group = group.changed(Rules.change(group.members(), bob, added, seq), seq);
      memberships.change(new Change(group, entry(seq, added),
          newcomers.stream().map(NewMember::account).toList(), List.of()), story.now.plus(Story.RETENTION));
    }
    return group;
  }

  private static Entry.Membership entry(long seq, MembershipChange change) {
    return new Entry.Membership(seq, story.now, story.bobPhone.account(), story.bobPhone.id(), seq - 1, change,
        Samples.sign(new byte[0]));
  }

  private static void send(Conversation group, ObjectNode envelope) {
    ObjectNode body = MessagesFixture.event("http-send").body();
    body.put("conversation", group.id().value()).put("since", group.change()).putArray("envelopes").add(envelope);
    METER.reset();
    assertThat(MessagesFixture.event("http-send").body(body.toString()).token(story.token(story.bobPhone)).to(handler)
        .status()).isEqualTo(200);
  }

  private static ObjectNode mls(ObjectNode envelope) {
    return envelope.put("id", Samples.message(5).value()).put("suite", "mls").put("ciphertext",
        Base64.getEncoder().encodeToString(new byte[334]));
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 1", "10, 12, 1", "64, 66, 1", "65, 3, 1", "250, 5, 1"})
  void writeUnitsDoNotGrowWithTheGroup(int members, double reads, double writes) {
    Conversation group = group(members, members);

    send(group, mls(MessagesFixture.event("http-send").body().objectNode()));

    assertThat(METER.writes()).isEqualTo(writes);
    assertThat(METER.reads()).isEqualTo(reads);
  }

  /** Each device that a message of suite hpke is sealed to adds 129 bytes, and its account 17. */
  @ParameterizedTest
  @CsvSource({"3, 1", "5, 1", "6, 2", "10, 2", "30, 5", "65, 10"})
  void withSealedKeysTheyGrowByOneForSevenMembers(int members, double writes) {
    Conversation group = group(members, 256 + members);
    List<Device> others = group.members().stream().map(Member::account)
        .filter(account -> !account.equals(story.bobPhone.account())).flatMap(account -> devices.of(account).stream())
        .toList();

    send(group, Json.tree(EnvelopeForm.of(Samples.envelope(Samples.message(6), 6, others))));

    assertThat(METER.writes()).isEqualTo(writes);
  }
}
