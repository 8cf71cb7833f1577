package app.culver.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class OutagesTest {
  private static Throwable thrownWhen(CannedHttp.Fault fault) {
    return thrownWhen(client -> client.getItem(get -> get.tableName("any")), fault);
  }

  private static Throwable thrownWhen(Consumer<DynamoDbClient> call, CannedHttp.Fault fault) {
    try (DynamoDbClient client = Outages.asBusy(DynamoDbClient.class,
        DynamoDbClient.builder().region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClient(CannedHttp.answering(fault))
            .overrideConfiguration(configuration -> configuration.apiCallTimeout(Duration.ofMillis(300))
                .retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build())) {
      return catchThrowable(() -> call.accept(client));
    }
  }

  private static CannedHttp.Fault error(int status, String type) {
    return (_, _) -> CannedHttp.answer(status, type, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\"}");
  }

  private static void isBusy(Throwable thrown) {
    assertThat(thrown).isInstanceOfSatisfying(RefusedException.class,
        refused -> assertThat(refused.refusal()).isInstanceOf(Busy.class));
  }

  @Test
  void aServiceThatStaysThrottledOrOutOfOrderIsBusy() {
    isBusy(thrownWhen(error(400, "ProvisionedThroughputExceededException")));
    isBusy(thrownWhen(error(400, "ThrottlingException")));
    isBusy(thrownWhen(error(400, "RequestLimitExceeded")));
    isBusy(thrownWhen(error(500, "InternalServerError")));
    isBusy(thrownWhen(error(503, "ServiceUnavailable")));
  }

  @Test
  void aPaginatorIsNoWayAround() {
    isBusy(thrownWhen(client -> client.queryPaginator(query -> query.tableName("any")).items().stream().toList(),
        error(500, "InternalServerError")));
  }

  @Test
  void aServiceOutOfReachIsBusy() {
    isBusy(thrownWhen((_, _) -> {
      throw new IOException("connection refused");
    }));
  }

  @Test
  void aServiceThatHangsIsBusy() {
    isBusy(thrownWhen((_, _) -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("aborted");
    }));
  }

  @Test
  void whatTheServiceRefusesForGoodReasonStaysWhatItIs() {
    assertThat(thrownWhen(error(400, "ConditionalCheckFailedException")))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(thrownWhen(error(400, "ValidationException"))).isInstanceOf(DynamoDbException.class);
    assertThat(thrownWhen(error(400, "AccessDeniedException"))).isInstanceOf(DynamoDbException.class);
  }
}
