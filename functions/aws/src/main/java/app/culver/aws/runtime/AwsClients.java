package app.culver.aws.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SDK clients on one shared HTTP client. Region, credentials and endpoints come from the environment; under SnapStart the
 * default chain finds the container's credentials.
 */
public final class AwsClients {
  /** A posted frame is of no use to anyone who waits longer; the client fetches it instead. */
  private static final Duration POST_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration QUEUE_ATTEMPT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration TIMER_IDLE = Duration.ofSeconds(15);

  private final Environment environment;
  private final SdkHttpClient http = Apache5HttpClient.builder().maxConnections(128)
      .connectionTimeout(Duration.ofSeconds(1)).connectionAcquisitionTimeout(Duration.ofSeconds(2))
      .socketTimeout(ATTEMPT_TIMEOUT).build();

  /** Interrupts calls that take too long. Without it each client keeps threads of its own for that. */
  private final ScheduledExecutorService timer = timer();

  private final Once<DynamoDbClient> dynamoDb = new Once<>(() -> Outages.asBusy(DynamoDbClient.class,
      with(DynamoDbClient.builder(), ATTEMPT_TIMEOUT, CALL_TIMEOUT).build()));
  private final Once<KmsClient> kms = new Once<>(
      () -> Outages.asBusy(KmsClient.class, with(KmsClient.builder(), ATTEMPT_TIMEOUT, CALL_TIMEOUT).build()));

  private final Once<SqsClient> sqs = new Once<>(
      () -> with(SqsClient.builder(), QUEUE_ATTEMPT_TIMEOUT, QUEUE_TIMEOUT).build());

  /** Makes something when it is first asked for. */
  private static final class Once<T> {
    private final Supplier<T> maker;
    private T made;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }
  }

  public AwsClients(Environment environment) {
    this.environment = environment;
  }

  private static ScheduledExecutorService timer() {
    var timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("aws-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(TIMER_IDLE.toSeconds(), TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /** The same one at each call. */
  public DynamoDbClient dynamoDb() {
    return dynamoDb.get();
  }

  /** The same one at each call. */
  public KmsClient kms() {
    return kms.get();
  }

  /** Queues; the same one at each call. Who waits for one has a message to acknowledge, so it is given up early. */
  public SqsClient sqs() {
    return sqs.get();
  }

  /** The management API of the socket stage, whose address is {@code SOCKET_ENDPOINT} unless the SDK's own variable names one. */
  public ApiGatewayManagementApiClient connections() {
    var builder = with(ApiGatewayManagementApiClient.builder(), POST_TIMEOUT, POST_TIMEOUT);
    if (!environment.has("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI")) {
      builder.endpointOverride(URI.create(environment.required("SOCKET_ENDPOINT")));
    }
    return builder.build();
  }

  private <B extends AwsSyncClientBuilder<B, ?> & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, ?>> B with(
      B builder, Duration attempt, Duration call) {
    return builder.httpClient(http)
        .overrideConfiguration(ClientOverrideConfiguration.builder().retryStrategy(RetryMode.STANDARD)
            .apiCallAttemptTimeout(attempt).apiCallTimeout(call).scheduledExecutorService(timer).build());
  }
}
