package app.culver.local.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.template.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbLocalTest {
  private static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));
  private static final String TABLE = TEMPLATE.table("ChatTable").name();
  private static final Map<String, AttributeValue> ITEM = Map.of("room",
      AttributeValue.fromB(SdkBytes.fromUtf8String("r")), "seq", AttributeValue.fromN("1"));

  @Test
  void theTemplatesTablesAreThereWithStreamAndIndex() {
    try (var dynamo = DynamoDbLocal.start(); var client = client(dynamo)) {
      dynamo.createTables(TEMPLATE);
      var table = client.describeTable(request -> request.tableName(TABLE)).table();
      assertThat(table.streamSpecification().streamViewTypeAsString()).isEqualTo("NEW_IMAGE");
      assertThat(table.globalSecondaryIndexes()).singleElement()
          .satisfies(index -> assertThat(index.indexName()).isEqualTo("byAuthor"));
      assertThat(client.scan(request -> request.tableName(TABLE)).items()).isEmpty();
    }
  }

  @Test
  void twoEnginesShareNothing() {
    try (var one = DynamoDbLocal.start(); var other = DynamoDbLocal.start(); var client = client(one)) {
      one.createTables(TEMPLATE);
      other.createTables(TEMPLATE);
      client.putItem(request -> request.tableName(TABLE).item(ITEM));
      try (var beside = client(other)) {
        assertThat(beside.scan(request -> request.tableName(TABLE)).items()).isEmpty();
      }
    }
  }

  @Test
  void aFolderKeepsTablesAndItems(@TempDir Path folder) {
    try (var dynamo = DynamoDbLocal.start(0, folder); var client = client(dynamo)) {
      dynamo.createTables(TEMPLATE);
      client.putItem(request -> request.tableName(TABLE).item(ITEM));
    }
    try (var again = DynamoDbLocal.start(0, folder); var client = client(again)) {
      again.createTables(TEMPLATE);
      assertThat(client.scan(request -> request.tableName(TABLE)).items()).containsExactly(ITEM);
    }
  }

  @Test
  void aFolderOfAnotherTemplateIsRefused(@TempDir Path folder) throws Exception {
    try (var dynamo = DynamoDbLocal.start(0, folder)) {
      dynamo.createTables(TEMPLATE);
      var other = Files.writeString(folder.resolve("template.yaml"),
          Files.readString(Path.of("src/test/resources/template.yaml")).replace("AttributeName: seq, AttributeType: N",
              "AttributeName: seq, AttributeType: S"));
      assertThatThrownBy(() -> dynamo.createTables(Template.read(other))).isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("local-ChatTable", "another data folder");
    }
  }

  private static DynamoDbClient client(DynamoDbLocal dynamo) {
    return DynamoDbClient.builder().endpointOverride(dynamo.endpoint()).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create()).build();
  }
}
