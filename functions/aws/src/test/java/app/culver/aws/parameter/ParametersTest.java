package app.culver.aws.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class ParametersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> asked = new ArrayList<>();
  private WebResponse answer = WebResponse.json(200, "{\"Parameter\":{\"Name\":\"/a/b\",\"Value\":\"secret\"}}");
  private final LoopbackServer ssm = LoopbackServer.start("ssm", 0, request -> {
    asked.add(request.method() + " " + request.header("x-amz-target").orElse(""));
    asked.add(request.header("authorization").orElse(""));
    asked.add(request.header("x-amz-security-token").orElse(""));
    asked.add(new String(request.body(), StandardCharsets.UTF_8));
    return answer;
  });
  private final Parameters parameters = new Parameters(Region.EU_CENTRAL_1, ssm.uri(),
      StaticCredentialsProvider.create(AwsSessionCredentials.create("key", "other", "session")));

  @AfterEach
  void close() {
    ssm.close();
  }

  @Test
  void aParameterIsAskedForDecryptedAndInTheRolesName() throws Exception {
    assertThat(parameters.read("/a/b")).isEqualTo("secret");

    assertThat(asked.get(0)).isEqualTo("POST AmazonSSM.GetParameter");
    assertThat(asked.get(1)).startsWith("AWS4-HMAC-SHA256 Credential=key/")
        .contains("/eu-central-1/ssm/aws4_request", "content-type;host", "x-amz-security-token;x-amz-target");
    assertThat(asked.get(2)).isEqualTo("session");
    assertThat(JSON.readTree(asked.get(3))).isEqualTo(JSON.readTree("{\"Name\":\"/a/b\",\"WithDecryption\":true}"));
  }

  @Test
  void oneThatCannotBeReadIsToldWithItsReason() {
    answer = WebResponse.json(400, "{\"__type\":\"com.amazonaws.ssm#ParameterNotFound\"}");

    assertThatThrownBy(() -> parameters.read("/a/b")).isInstanceOf(IllegalStateException.class)
        .hasMessage("the parameter /a/b cannot be read: ParameterNotFound");
  }
}
