package app.culver.aws;

import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.kms.KmsStandIn;
import app.culver.local.template.Template;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * What a function finds around it on AWS: DynamoDB, KMS, the management API, its environment variables by the template,
 * and a clock to set. The SDK finds it by system properties, so there is one at a time. One for each test class.
 */
public final class LocalAws implements AutoCloseable, InstantSource {
  private final Template template = LocalTemplate.read();
  private final DynamoDbLocal dynamo = DynamoDbLocal.start();
  private final KmsStandIn kms = KmsStandIn.start(template);
  private final SocketsStandIn sockets = new SocketsStandIn();
  private final Map<String, String> properties;
  private final DynamoDbClient dynamoClient;
  private final KmsClient kmsClient;
  private volatile Instant now = Instant.parse("2026-11-02T08:00:00Z");

  public LocalAws() {
    dynamo.createTables(template);
    properties = Map.of("aws.endpointUrlDynamoDb", dynamo.endpoint().toString(), "aws.endpointUrlKms",
        kms.endpoint().toString(), "aws.region", "eu-central-1", "aws.accessKeyId", "any", "aws.secretAccessKey",
        "any");
    properties.forEach(System::setProperty);
    AwsClients clients = clients("SessionsFunction");
    dynamoClient = clients.dynamoDb();
    kmsClient = clients.kms();
  }

  /** The variables of a function, by its logical id in the template. */
  public Environment environment(String function) {
    Map<String, String> variables = new HashMap<>(template.function(function).environment());
    variables.put("SOCKET_ENDPOINT", sockets.endpoint().toString());
    return new Environment(variables::get);
  }

  public AwsClients clients(String function) {
    return new AwsClients(environment(function));
  }

  public SocketsStandIn sockets() {
    return sockets;
  }

  public DynamoDbClient dynamo() {
    return dynamoClient;
  }

  public KmsClient kms() {
    return kmsClient;
  }

  /** The name of a table by its logical id in the template. */
  public String table(String logicalId) {
    return template.table(logicalId).name();
  }

  /** From now on it is this late. */
  public void at(Instant time) {
    now = time;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void close() {
    properties.keySet().forEach(System::clearProperty);
    sockets.close();
    kms.close();
    dynamo.close();
  }
}
