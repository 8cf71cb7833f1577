package app.culver.aws.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.culver.aws.runtime.CannedHttp;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.device.ConnectionId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

class ManagementApiTest {
  private static final ConnectionId ID = new ConnectionId("L0SM9cOFvHcCIhw=");

  private static ManagementApi api(CannedHttp.Fault fault) {
    return new ManagementApi(ApiGatewayManagementApiClient.builder().region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("https://f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com/live"))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClient(CannedHttp.answering(fault))
        .overrideConfiguration(configuration -> configuration.apiCallTimeout(Duration.ofMillis(300))).build());
  }

  @ParameterizedTest
  @CsvSource({"200, '', DELIVERED", "410, GoneException, GONE", "429, LimitExceededException, FAILED",
      "403, ForbiddenException, FAILED", "413, PayloadTooLargeException, FAILED", "500, InternalServerError, FAILED",
      "503, ServiceUnavailable, FAILED", "400, BadRequestException, FAILED"})
  void whatHappensToAPostIsAResult(int status, String type, Posted posted) {
    assertThat(api((_, _) -> CannedHttp.answer(status, type, "{}")).post(ID, new byte[]{'{', '}'})).isEqualTo(posted);
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
    }).post(ID, new byte[]{'{', '}'})).isEqualTo(Posted.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"204, ''", "410, GoneException", "429, LimitExceededException", "500, InternalServerError"})
  void closingNeverThrows(int status, String type) {
    assertThatCode(() -> api((_, _) -> CannedHttp.answer(status, type, "{}")).close(ID)).doesNotThrowAnyException();
  }
}
