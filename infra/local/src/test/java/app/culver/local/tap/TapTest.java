package app.culver.local.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.server.LoopbackServer;
import app.culver.local.tap.TapFaults.Fault;
import app.culver.local.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class TapTest {
  private static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));
  private static final String TABLE = TEMPLATE.table("ChatTable").name();
  private static final DynamoDbLocal DYNAMO = DynamoDbLocal.start();

  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final Tap tap = new Tap(dead::contains, dead::add);
  private final LoopbackServer server = LoopbackServer.start("tap", 0, tap.on("dynamodb", DYNAMO.handler()));
  private final DynamoDbClient client = client("Fn-1");
  private final List<AwsCall> calls = new CopyOnWriteArrayList<>();

  @BeforeEach
  void watch() {
    DYNAMO.createTables(TEMPLATE);
    tap.watch(calls::add);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @AfterAll
  static void end() {
    DYNAMO.close();
  }

  @Test
  void unitsAreCountedAsDynamoDbMetersThem() {
    put("small", 10);
    put("large", 1500);
    client.query(q -> q.tableName(TABLE).consistentRead(true).keyConditionExpression("room = :room")
        .expressionAttributeValues(Map.of(":room", text("large"))));
    client.query(q -> q.tableName(TABLE).keyConditionExpression("room = :room")
        .expressionAttributeValues(Map.of(":room", text("large"))));
    client.transactWriteItems(
        t -> t.transactItems(TransactWriteItem.builder().put(Put.builder().tableName(TABLE).item(item("t", 1)).build())
            .build()));
    assertThat(calls).extracting(AwsCall::operation).containsExactly("PutItem", "PutItem", "Query", "Query",
        "TransactWriteItems");
    assertThat(calls).extracting(AwsCall::writeUnits).containsExactly(1.0, 2.0, 0.0, 0.0, 2.0);
    assertThat(calls).extracting(AwsCall::readUnits).containsExactly(0.0, 0.0, 1.0, 0.5, 0.0);
    assertThat(calls).extracting(AwsCall::instance).containsOnly("Fn-1");
  }

  @Test
  void aFailedConditionIsCounted() {
    assertThatThrownBy(() -> client.putItem(
        p -> p.tableName(TABLE).item(item("none", 1)).conditionExpression("attribute_exists(room)")))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(calls).singleElement().satisfies(call -> {
      assertThat(call.writeUnits()).isEqualTo(1);
      assertThat(call.status()).isEqualTo(400);
    });
  }

  @Test
  void faultsReachTheCallerAsTheServicesOwnErrors() {
    tap.disturb((service, operation, instance, request) -> operation.equals("PutItem")
        ? Fault.Answered.error(400, "com.amazonaws.dynamodb.v20120810#TransactionConflictException", "conflict")
        : new Fault.None());
    assertThatThrownBy(() -> put("refused", 1)).isInstanceOf(TransactionConflictException.class);
    assertThat(count("refused")).isZero();
  }

  @Test
  void aLostAnswerHidesAWriteThatHappened() {
    tap.disturb((service, operation, instance, request) -> operation.equals("PutItem")
        ? new Fault.Lost()
        : new Fault.None());
    assertThatThrownBy(() -> put("lost", 1)).isInstanceOf(DynamoDbException.class);
    assertThat(count("lost")).isEqualTo(1);
  }

  @Test
  void aKilledInstanceHasNoFurtherEffect() {
    tap.disturb((service, operation, instance, request) -> new Fault.Killed(true));
    assertThatThrownBy(() -> put("killed", 1)).isInstanceOf(DynamoDbException.class);
    tap.disturb(TapFaults.NONE);
    assertThatThrownBy(() -> put("late", 1)).hasMessageContaining("the instance that calls is dead");
    try (var other = client("Fn-2")) {
      assertThat(count(other, "killed")).isEqualTo(1);
      assertThat(count(other, "late")).isZero();
    }
  }

  private void put(String room, int bytes) {
    client.putItem(p -> p.tableName(TABLE).item(item(room, bytes)));
  }

  private int count(String room) {
    return count(client, room);
  }

  private static int count(DynamoDbClient client, String room) {
    return client.query(q -> q.tableName(TABLE).keyConditionExpression("room = :room")
        .expressionAttributeValues(Map.of(":room", text(room)))).count();
  }

  private static Map<String, AttributeValue> item(String room, int bytes) {
    return Map.of("room", text(room), "seq", AttributeValue.fromN("1"), "body",
        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[bytes])));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromB(SdkBytes.fromUtf8String(text));
  }

  private DynamoDbClient client(String instance) {
    return DynamoDbClient.builder().endpointOverride(server.uri()).region(Region.EU_CENTRAL_1)
        .overrideConfiguration(c -> c.appId(instance).retryStrategy(r -> r.maxAttempts(1)))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create()).build();
  }
}
