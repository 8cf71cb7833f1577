package app.culver.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

class AwsClientsTest {
  private static final Map<String, String> PROPERTIES = Map.of("aws.region", "eu-central-1", "aws.accessKeyId", "any",
      "aws.secretAccessKey", "any");

  @BeforeEach
  void set() {
    PROPERTIES.forEach(System::setProperty);
  }

  @AfterEach
  void clear() {
    PROPERTIES.keySet().forEach(System::clearProperty);
  }

  /** Threads that wait for too long calls would add up: every client has some of its own unless it is given others. */
  @Test
  void callsThatHangAreEndedByOneThreadForAllClients() throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Environment environment = new Environment(
          name -> name.equals("SOCKET_ENDPOINT") ? "http://127.0.0.1:" + silent.getLocalPort() : null);
      AwsClients clients = new AwsClients(environment);
      clients.dynamoDb();
      clients.kms();
      clients.sqs();

      assertThatThrownBy(
          () -> clients.connections()
              .postToConnection(post -> post.connectionId("any").data(SdkBytes.fromUtf8String("{}"))))
          .isInstanceOf(ApiCallTimeoutException.class);

      assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !before.contains(thread))
          .extracting(Thread::getName).filteredOn(name -> name.equals("aws-timer") || name.startsWith("sdk-Scheduled"))
          .containsExactly("aws-timer");
    }
  }
}
