package app.culver.local.event;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.engine.AwsJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamReaderTest {
  private static DynamoDbLocal dynamo;
  private static int tables;

  private final AwsJson client = new AwsJson(dynamo.endpoint());
  private final Checkpoints checkpoints = Checkpoints.inMemory();
  private String table;

  @BeforeAll
  static void start() {
    dynamo = DynamoDbLocal.start();
  }

  @AfterAll
  static void end() {
    dynamo.close();
  }

  @BeforeEach
  void createTable() {
    table = "Table" + tables++;
    client.call("DynamoDB_20120810.CreateTable",
        Map.of("TableName", table, "BillingMode", "PAY_PER_REQUEST", "AttributeDefinitions",
            List.of(Map.of("AttributeName", "k", "AttributeType", "S")), "KeySchema",
            List.of(Map.of("AttributeName", "k", "KeyType", "HASH")), "StreamSpecification",
            Map.of("StreamEnabled", true, "StreamViewType", "KEYS_ONLY")));
    put("before");
  }

  @Test
  void whatCameBeforeIsReadFromTheStartAlone() {
    assertThat(read(reader(true))).containsExactly("before");
    assertThat(read(reader(false))).isEmpty();
  }

  @Test
  void aRestartDoesNotGoBackBehindTheBeginning() {
    var reader = reader(false);
    read(reader);

    reader.restart();

    assertThat(read(reader)).isEmpty();
    put("after");
    assertThat(read(reader)).containsExactly("after");
  }

  @Test
  void aRestartBeginsWithTheFirstRecordThatIsNotDone() {
    var reader = reader(false);
    read(reader);
    put("first");
    assertThat(read(reader)).containsExactly("first");
    put("second");

    reader.restart();

    assertThat(read(reader)).containsExactly("first", "second");
  }

  @Test
  void aRestartGoesOnBehindWhatIsDone() {
    var reader = reader(false);
    read(reader);
    put("first");
    reader.done(reader.read(10).getLast());
    put("second");

    reader.restart();

    assertThat(read(reader)).containsExactly("second");
  }

  private StreamReader reader(boolean fromStart) {
    return new StreamReader(client, table, checkpoints, fromStart);
  }

  private static List<String> read(StreamReader reader) {
    return reader.read(10).stream().map(record -> record.at("/dynamodb/Keys/k/S").asText()).toList();
  }

  private void put(String key) {
    client.call("DynamoDB_20120810.PutItem", Map.of("TableName", table, "Item", Map.of("k", Map.of("S", key))));
  }
}
