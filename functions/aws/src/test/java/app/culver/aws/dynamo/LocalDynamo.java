package app.culver.aws.dynamo;

import app.culver.aws.LocalTemplate;
import app.culver.core.device.Device;
import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.template.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB Local with the tables of template.yaml. One for each test class. */
public final class LocalDynamo implements AutoCloseable {
  private final Template template = LocalTemplate.read();
  private final DynamoDbLocal dynamo = DynamoDbLocal.start();
  private final DynamoDbClient client;

  public LocalDynamo() {
    dynamo.createTables(template);
    client = client(Apache5HttpClient.builder().maxConnections(64).build());
  }

  /** A client that goes by this way. */
  public DynamoDbClient client(SdkHttpClient http, ExecutionInterceptor... interceptors) {
    return DynamoDbClient.builder().endpointOverride(dynamo.endpoint()).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClient(http)
        .overrideConfiguration(configuration -> configuration.executionInterceptors(List.of(interceptors)))
        .build();
  }

  public DynamoDbClient client() {
    return client;
  }

  /** Puts a device that is signed in, and on its socket if it has one. */
  public void put(Device device) {
    Map<String, AttributeValue> row = new HashMap<>(AccountsTable.key(device.account(), device.id()));
    row.put(AccountsTable.SIGNING_KEY, Values.of(device.signingKey().bytes()));
    row.put(AccountsTable.SEALING_KEY, Values.of(device.sealingKey().bytes()));
    row.put(AccountsTable.ADDED_AT, Values.millis(device.addedAt()));
    row.put(AccountsTable.SESSION, Values.of(device.session().orElseThrow()));
    row.put(AccountsTable.EXPIRES, Values.seconds(device.expires()));
    device.presence().ifPresent(presence -> {
      row.put(AccountsTable.CONNECTION, Values.of(presence.connection().value()));
      row.put(AccountsTable.CONNECTED_AT, Values.millis(presence.connectedAt()));
    });
    device.push().ifPresent(push -> {
      row.put(AccountsTable.PUSH_PROVIDER, Values.of(DeviceItem.provider(push.target().provider())));
      row.put(AccountsTable.PUSH_TOKEN, Values.of(push.target().token().value()));
    });
    client.putItem(request -> request.tableName(table("AccountsTable")).item(row));
  }

  /** The name of a table by its logical id in the template. */
  public String table(String logicalId) {
    return template.table(logicalId).name();
  }

  @Override
  public void close() {
    client.close();
    dynamo.close();
  }
}
