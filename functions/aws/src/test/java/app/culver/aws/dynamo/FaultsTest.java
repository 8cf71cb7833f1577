package app.culver.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.aws.runtime.CannedHttp;
import app.culver.core.Bytes;
import app.culver.core.conversation.Block;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.Memberships;
import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Presence;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import app.culver.core.send.SendRequest;
import app.culver.core.send.Sending;
import app.culver.core.send.Sent;
import app.culver.core.session.NewSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What DynamoDB Local never does by itself: answers that are lost, conflicts of transactions, batches half read. */
class FaultsTest {
  private static final Duration RETENTION = Duration.ofDays(30);
  private static int used = 5_000;
  private static LocalDynamo dynamo;

  private final Conversation conversation = conversation();
  private final ConversationId id = conversation.id();

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  private static Conversation conversation() {
    DirectConversation direct = new DirectConversation(Samples.account(++used), Samples.account(++used));
    List<Member> members = direct.beginning().accounts().stream().map(account -> new Member(account, Role.MEMBER, 1))
        .toList();
    return new Conversation(direct.id(), ConversationKind.DIRECT, members, 1, Samples.NOW, direct.one(),
        new Head(1, Samples.NOW));
  }

  /** The tables behind a client to which this happens at calls of the operation. */
  private static DynamoDbClient client(String operation, CannedHttp.Fault fault) {
    return dynamo.client(new CannedHttp(Apache5HttpClient.create(), operation, fault));
  }

  /** The first call is carried out, but its answer never comes. */
  private static final CannedHttp.Fault LOST_ANSWER = (number, onward) -> {
    var response = onward.call();
    if (number == 1) {
      throw new IOException("connection reset");
    }
    return response;
  };

  private static CannedHttp.Fault instead(String type, String more) {
    return (number, onward) -> number == 1
        ? CannedHttp.answer(400, type, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\"" + more + "}")
        : onward.call();
  }

  private static final CannedHttp.Fault CONFLICT = instead("TransactionConflictException", "");

  private boolean create(DynamoDbClient client) {
    var first = new Entry.Membership(1, Samples.NOW, conversation.createdBy(), Samples.deviceId(1), 0,
        new DirectConversation(conversation.members().getFirst().account(),
            conversation.members().getLast().account()).beginning(),
        Samples.sign(new byte[0]));
    return new DynamoMemberships(client, dynamo.table("ConversationsTable"), dynamo.table("MembershipsTable"),
        dynamo.table("LogTable")).create(conversation, first, Samples.NOW.plus(RETENTION));
  }

  private Sent send(DynamoDbClient client) {
    var devices = new MemoryDevices(() -> Samples.NOW);
    var sender = devices.put(Samples.device(conversation.createdBy(), 1));
    Log log = new DynamoLog(client, dynamo.table("LogTable"));
    return new Sending(devices, new DynamoConversations(client, dynamo.table("ConversationsTable")), log,
        () -> Samples.NOW, RETENTION, _ -> {})
        .send(Samples.caller(sender), new SendRequest(id, 1, List.of(Samples.envelope(Samples.message(1), 1, List.of()),
            Samples.envelope(Samples.message(2), 2, List.of()))));
  }

  private void logHas(Long... positions) {
    assertThat(new DynamoLog(dynamo.client(), dynamo.table("LogTable")).marks(id, 1, 100).marks())
        .extracting(mark -> mark.seq())
        .containsExactly(positions);
  }

  @Test
  void aMessageWhoseAnswerWasLostIsInTheLogOnceAndItsSenderIsTold() {
    create(dynamo.client());

    Sent sent = send(client("PutItem", LOST_ANSWER));

    assertThat(sent.accepted()).extracting(Entry.Message::seq).containsExactly(2L, 3L);
    assertThat(sent.stopped()).isEmpty();
    logHas(1L, 2L, 3L);
  }

  @Test
  void aPutIntoTheLogEndsInTimeThoughOtherCallsMayTakeLonger() {
    create(dynamo.client());
    List<Optional<Duration>> bounds = new ArrayList<>();
    send(dynamo.client(Apache5HttpClient.create(), new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof PutItemRequest put) {
          bounds.add(put.overrideConfiguration().flatMap(RequestOverrideConfiguration::apiCallTimeout));
        }
      }
    }));

    assertThat(bounds).hasSize(2).containsOnly(Optional.of(Log.LONGEST_APPEND));
  }

  @Test
  void aConflictWithATransactionIsALostRace() {
    create(dynamo.client());

    Sent sent = send(client("PutItem", instead("TransactionConflictException", "")));

    assertThat(sent.accepted()).extracting(Entry.Message::seq).containsExactly(2L, 3L);
    logHas(1L, 2L, 3L);
  }

  @Test
  void aCreationWhoseAnswerWasLostHasHappenedOnce() {
    assertThat(create(client("TransactWriteItems", LOST_ANSWER))).isTrue();

    logHas(1L);
  }

  @Test
  void aCreationInConflictWithAnotherTransactionIsALostRace() {
    boolean created = create(client("TransactWriteItems", instead("TransactionCanceledException",
        ",\"CancellationReasons\":[{\"Code\":\"TransactionConflict\"},{\"Code\":\"None\"}]")));

    assertThat(created).isFalse();
    logHas();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded"})
  void aCreationThatWasThrottledIsToBeTriedAgainLater(String code) {
    DynamoDbClient client = client("TransactWriteItems", instead("TransactionCanceledException",
        ",\"CancellationReasons\":[{\"Code\":\"" + code + "\"},{\"Code\":\"None\"}]"));

    assertThatThrownBy(() -> create(client)).isInstanceOfSatisfying(RefusedException.class,
        refused -> assertThat(refused.refusal()).isInstanceOf(Busy.class))
        .hasCauseInstanceOf(TransactionCanceledException.class);
    logHas();
  }

  @Test
  void aCreationThatIsWrongIsAFault() {
    DynamoDbClient client = client("TransactWriteItems", instead("TransactionCanceledException",
        ",\"CancellationReasons\":[{\"Code\":\"ValidationError\"},{\"Code\":\"None\"}]"));

    assertThatThrownBy(() -> create(client)).isInstanceOf(TransactionCanceledException.class);
  }

  @Test
  void aReceiptInConflictWithATransactionIsALostRace() {
    var receipts = new DynamoReceipts(client("UpdateItem", instead("TransactionConflictException", "")),
        dynamo.table("ConversationsTable"));
    Receipt receipt = new Receipt(conversation.createdBy(), Samples.deviceId(1), new Watermarks(1, 1));

    assertThat(receipts.raise(id, receipt)).isFalse();
    assertThat(receipts.raise(id, receipt)).isTrue();
  }

  /** Such as {@code hello} while the same device sets its push token. */
  @Test
  void aSocketWhoseDeviceIsHeldByATransactionIsToBeAnnouncedAgain() {
    Caller caller = new Caller(conversation.createdBy(), Samples.deviceId(1), Samples.session(1));
    var presences = new DynamoPresences(client("UpdateItem", CONFLICT), dynamo.table("AccountsTable"),
        () -> Samples.NOW);

    isBusy(() -> presences.claim(caller, new Presence(new ConnectionId("socket"), Samples.NOW)));
  }

  @Test
  void aSocketThatIsGoneIsLeftToTheNextPostIfItsDeviceIsHeldByATransaction() {
    new DynamoPresences(client("UpdateItem", CONFLICT), dynamo.table("AccountsTable"), () -> Samples.NOW)
        .clear(conversation.createdBy(), Samples.deviceId(1), new ConnectionId("socket"));
  }

  /** Neither may pass for a token that was used before, or for done. */
  @Test
  void aSessionWhoseDeviceIsHeldByATransactionIsToBeRenewedOrEndedAgain() {
    Caller caller = new Caller(conversation.createdBy(), Samples.deviceId(1), Samples.session(1));
    String table = dynamo.table("AccountsTable");

    isBusy(() -> new DynamoSessions(client("UpdateItem", CONFLICT), table, () -> Samples.NOW).rotate(caller,
        Bytes.of(new byte[32]), Bytes.of(new byte[32]), Samples.NOW));
    isBusy(() -> new DynamoSessions(client("UpdateItem", CONFLICT), table, () -> Samples.NOW).end(caller));
  }

  /** Or who has turned pushes off would go on being woken. */
  @Test
  void aPushTokenWhoseDeviceIsHeldByATransactionIsToBeRemovedAgain() {
    var tokens = new DynamoPushTokens(client("UpdateItem", CONFLICT), dynamo.table("AccountsTable"),
        dynamo.table("IdentifiersTable"), () -> Samples.NOW);

    isBusy(() -> tokens.remove(conversation.createdBy(), Samples.deviceId(1), Samples.target("token")));
  }

  /** Or somebody would be told to be safe from whom they are not. */
  @Test
  void aBlockThatMayNotStandIsToBeSetAgainAndOneThatMayStandIsToBeLiftedAgain() {
    CannedHttp.Fault conflict = instead("TransactionCanceledException",
        ",\"CancellationReasons\":[{\"Code\":\"TransactionConflict\"},{\"Code\":\"None\"}]");
    AccountId blocker = conversation.members().getFirst().account();
    AccountId blocked = conversation.members().getLast().account();
    Block block = new Block(blocker, blocked, Samples.NOW, 0, 0);

    isBusy(() -> blocks(client("TransactWriteItems", conflict)).set(block));
    DynamoBlocks blocks = blocks(dynamo.client());
    assertThat(blocks.stands(blocker, blocked)).isFalse();
    blocks.set(block);
    blocks.set(block);
    isBusy(() -> blocks(client("TransactWriteItems", conflict)).lift(blocker, blocked));
    assertThat(blocks.stands(blocker, blocked)).isTrue();
    assertThat(blocks.lift(blocker, blocked)).isTrue();
    assertThat(blocks.lift(blocker, blocked)).isFalse();
  }

  private static DynamoBlocks blocks(DynamoDbClient client) {
    return new DynamoBlocks(client, dynamo.table("ConversationsTable"), dynamo.table("MembershipsTable"));
  }

  @Test
  void aSignInInConflictWithATransactionIsALostRace() {
    var registrations = new DynamoRegistrations(client("UpdateItem", CONFLICT), dynamo.table("AccountsTable"),
        dynamo.table("IdentifiersTable"), () -> Samples.NOW);

    assertThat(registrations.resume(Samples.device(conversation.createdBy(), 1),
        new NewSession(Samples.session(1), Samples.NOW, Bytes.of(new byte[32]), Samples.NOW))).isFalse();
  }

  @Test
  void aDeviceThatIsHeldByATransactionIsToBeNamedOrRemovedAgain() {
    String table = dynamo.table("AccountsTable");
    AccountId account = conversation.createdBy();
    Map<String, AttributeValue> item = new HashMap<>(AccountsTable.key(account));
    item.put(AccountsTable.DEVICE_VERSION, Values.of(1));
    dynamo.client().putItem(put -> put.tableName(table).item(item));

    isBusy(() -> new DynamoDevices(client("UpdateItem", CONFLICT), table, () -> Samples.NOW).rename(account,
        Samples.deviceId(1), Bytes.of(new byte[32])));
    isBusy(() -> new DynamoDevices(client("UpdateItem", CONFLICT), table, () -> Samples.NOW).remove(account,
        Samples.deviceId(1)));
    isBusy(() -> new DynamoDevices(client("DeleteItem", CONFLICT), table, () -> Samples.NOW).remove(account,
        Samples.deviceId(1)));
  }

  private static void isBusy(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class,
        refused -> assertThat(refused.refusal()).isInstanceOf(Busy.class));
  }

  @Test
  void aListIsWholeThoughABatchWasReadInParts() {
    create(dynamo.client());
    var memberships = new DynamoMemberships(client("BatchGetItem", (number, onward) -> number == 1
        ? CannedHttp.answer(200, "", """
            {"Responses": {"%1$s": []}, "UnprocessedKeys": {"%1$s": {"ConsistentRead": true, "Keys": [
             {"conversation": {"S": "%2$s"}, "item": {"S": "conversation"}}]}}}
            """.formatted(dynamo.table("ConversationsTable"), id))
        : onward.call()), dynamo.table("ConversationsTable"), dynamo.table("MembershipsTable"),
        dynamo.table("LogTable"));

    assertThat(memberships.of(conversation.createdBy(), new Memberships.Start.First(), 10)
        .conversations()).containsExactly(conversation);
  }
}
