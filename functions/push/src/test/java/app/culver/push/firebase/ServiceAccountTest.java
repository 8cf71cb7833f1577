package app.culver.push.firebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.aws.runtime.Environment;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceAccountTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String value = "";
  private final LoopbackServer ssm = LoopbackServer.start("ssm", 0, request -> {
    asked.add(new String(request.body(), StandardCharsets.UTF_8));
    var answer = JSON.createObjectNode();
    answer.putObject("Parameter").put("Name", "/culver/firebase").put("Type", "SecureString").put("Value", value);
    return WebResponse.json(200, answer.toString());
  });
  private final Map<String, String> properties = Map.of("aws.accessKeyId", "any", "aws.secretAccessKey", "any");
  private final ServiceAccount account = new ServiceAccount(new Environment(Map.of("FIREBASE_SERVICE_ACCOUNT",
      "/culver/firebase", "AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SSM", ssm.uri().toString())::get));

  @BeforeEach
  void find() {
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void close() {
    properties.keySet().forEach(System::clearProperty);
    ssm.close();
  }

  @Test
  void itIsReadDecryptedFromTheParameterThatWasNamed() throws Exception {
    value = keyFile();

    assertThat(account.credentials()).isInstanceOfSatisfying(ServiceAccountCredentials.class,
        credentials -> assertThat(credentials.getClientEmail()).isEqualTo("push@example.iam.gserviceaccount.com"));
    assertThat(JSON.readTree(asked.getFirst()))
        .isEqualTo(JSON.readTree("{\"Name\":\"/culver/firebase\",\"WithDecryption\":true}"));
  }

  @Test
  void whatIsNoKeyFileIsNotQuoted() {
    value = "{\"type\":\"service_account\",\"private_key\":\"secret\"}";

    assertThatThrownBy(account::credentials).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/culver/firebase").hasNoCause();
  }

  private static String keyFile() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    return JSON.createObjectNode().put("type", "service_account").put("project_id", "example")
        .put("private_key_id", "1").put("client_email", "push@example.iam.gserviceaccount.com").put("client_id", "1")
        .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n").toString();
  }
}
