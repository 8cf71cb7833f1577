package app.culver.aws.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.culver.aws.runtime.CannedHttp;
import app.culver.aws.runtime.Log;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.device.ConnectionId;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

class ManagementApiTest {
  private static final ConnectionId ID = new ConnectionId("L0SM9cOFvHcCIhw=");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private ManagementApi api(CannedHttp.Fault fault) {
    return api(fault, Duration.ofSeconds(30));
  }

  private ManagementApi api(CannedHttp.Fault fault, Duration timeout) {
    return new ManagementApi(ApiGatewayManagementApiClient.builder().region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("https://f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com/live"))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClient(CannedHttp.answering(fault))
        .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())
            .apiCallTimeout(timeout))
        .build(), new Log(lines::add, "process"));
  }

  @ParameterizedTest
  @CsvSource({"200, '', DELIVERED", "410, GoneException, GONE", "429, LimitExceededException, FAILED",
      "413, PayloadTooLargeException, FAILED"})
  void whatHappensToAPostIsAResult(int status, String type, Posted posted) {
    assertThat(api((_, _) -> CannedHttp.answer(status, type, "{}")).post(ID, new byte[]{'{', '}'})).isEqualTo(posted);
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"403, ForbiddenException", "500, InternalServerError", "503, ServiceUnavailable",
      "400, BadRequestException", "404, NotFoundException"})
  void whatIsWrongWithTheDeploymentFailsAndLeavesAnErrorInTheLog(int status, String type) {
    ManagementApi api = api((_, _) -> CannedHttp.answer(status, type, "{}"));

    assertThat(api.post(ID, new byte[]{'{', '}'})).isEqualTo(Posted.FAILED);
    api.close(ID);

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).contains("\"level\":\"ERROR\"", type)
        .doesNotContain(ID.value()));
  }

  @Test
  void aHostThatDoesNotExistLeavesAnErrorAndAFaultOfTheNetworkNone() {
    assertThat(api((_, _) -> {
      throw new UnknownHostException("wrong");
    }).post(ID, new byte[]{'{', '}'})).isEqualTo(Posted.FAILED);
    assertThat(lines).hasSize(1);

    assertThat(api((_, _) -> {
      throw new IOException("reset");
    }).post(ID, new byte[]{'{', '}'})).isEqualTo(Posted.FAILED);
    assertThat(lines).hasSize(1);
  }

  @Test
  void aPostThatHangsFailsInTime() {
    assertThat(api((_, _) -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("aborted");
    }, Duration.ofMillis(300)).post(ID, new byte[]{'{', '}'})).isEqualTo(Posted.FAILED);
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"204, ''", "410, GoneException", "429, LimitExceededException", "500, InternalServerError"})
  void closingNeverThrows(int status, String type) {
    assertThatCode(() -> api((_, _) -> CannedHttp.answer(status, type, "{}")).close(ID)).doesNotThrowAnyException();
  }
}
