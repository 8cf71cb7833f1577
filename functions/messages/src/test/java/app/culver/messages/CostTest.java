package app.culver.messages;

import static app.culver.messages.MessagesFixture.event;
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
import app.culver.aws.wiring.Basis;
import app.culver.core.conversation.Conversation;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.signal.Pace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What frames cost, in units of DynamoDB and messages of the gateway, each counted exactly. These may only go down. */
class CostTest {
  private static final Meter METER = new Meter();
  private static LocalDynamo dynamo;
  private static Story story;
  private static MessagesHandler handler;

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
    story = new Story();
    var client = dynamo.client(Apache5HttpClient.builder().maxConnections(64).build(), METER);
    String accounts = dynamo.table("AccountsTable");
    String conversations = dynamo.table("ConversationsTable");
    String log = dynamo.table("LogTable");
    var basis = new Basis(story.keys, story.authentication, new DynamoDevices(client, accounts, () -> story.now),
        new DynamoPresences(client, accounts, () -> story.now), story.connections, () -> story.now, _ -> {});
    handler = new MessagesHandler(new Ports(basis, new DynamoConversations(client, conversations),
        new DynamoMemberships(client, conversations, dynamo.table("MembershipsTable"), log),
        new DynamoLog(client, log), new DynamoReceipts(client, conversations), _ -> List.of(), _ -> List.of(), () -> {},
        new Pace(basis.clock()),
        Story.RETENTION, 1));

    ConversationId id = story.open(story.alicePhone, story.bobPhone);
    Conversation conversation = story.tables.find(id).orElseThrow();
    new DynamoMemberships(dynamo.client(), conversations, dynamo.table("MembershipsTable"), log).create(conversation,
        (Entry.Membership) story.tables.entry(id, 1).orElseThrow(), story.now.plus(Story.RETENTION));
    dynamo.put(story.alicePhone);
    dynamo.put(story.aliceLaptop);
    dynamo.put(story.bobPhone);
    event("send").to(handler);
    MessagesFixture.changed("receipt", body -> body.put("delivered", 1)).to(handler);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void reset() {
    METER.reset();
  }

  @Test
  void aMessageToTwoDevicesTakesFourReadUnitsAndOneWriteUnit() {
    int posted = story.connections.delivered();

    event("http-send").token(story.token(story.bobPhone)).to(handler);

    assertThat(METER.reads()).isEqualTo(4);
    assertThat(METER.writes()).isEqualTo(1);
    assertThat(story.connections.delivered() - posted).as("both of Alice's devices").isEqualTo(2);
  }

  @Test
  void aRetryIsOneReadUnitMoreAndNoWrite() {
    event("send").to(handler);

    assertThat(METER.reads()).isEqualTo(5);
    assertThat(METER.writes()).isZero();
  }

  @Test
  void aReceiptTakesFiveReadUnitsAndOneWriteUnit() {
    MessagesFixture.changed("receipt", body -> body.put("delivered", 2)).to(handler);

    assertThat(METER.reads()).isEqualTo(5);
    assertThat(METER.writes()).isEqualTo(1);
  }

  @Test
  void aSyncTakesTwoReadUnitsForEachConversationAndOneForTheDevice() {
    event("http-sync").token(story.token(story.bobPhone)).to(handler);

    assertThat(METER.reads()).isEqualTo(3);
    assertThat(METER.writes()).isZero();
  }

  @Test
  void aSignalTakesThreeReadUnits() {
    event("signal").to(handler);

    assertThat(METER.reads()).isEqualTo(3);
    assertThat(METER.writes()).isZero();
  }

  @Test
  void aPingTakesOneReadUnit() {
    event("ping").to(handler);

    assertThat(METER.reads()).isEqualTo(1);
    assertThat(METER.writes()).isZero();
  }
}
