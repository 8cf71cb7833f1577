package app.culver.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.LocalTemplate;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.SignedAccessTokens;
import app.culver.aws.token.VerificationKeys;
import app.culver.core.device.Caller;
import app.culver.core.identifier.Ids;
import app.culver.local.kms.KmsStandIn;
import app.culver.local.template.Template;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsTest {
  private static final Template TEMPLATE = LocalTemplate.read();
  private static KmsStandIn standIn;
  private static KmsClient kms;

  @BeforeAll
  static void start() {
    standIn = KmsStandIn.start(TEMPLATE);
    kms = KmsClient.builder().endpointOverride(standIn.endpoint()).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClientBuilder(Apache5HttpClient.builder()).build();
  }

  @AfterAll
  static void stop() {
    kms.close();
    standIn.close();
  }

  @Test
  void aTokenSignedThereIsVerifiedHere() {
    String key = TEMPLATE.key("SigningKey").arn();
    var keys = new VerificationKeys(List.of(key), new KmsPublicKeys(kms));
    var ids = new Ids(new SecureRandom());
    var caller = new Caller(ids.account(), ids.device(), ids.session());
    Instant now = Instant.parse("2026-11-02T08:00:00Z");
    String token = new SignedAccessTokens(keys, new KmsSigner(kms, key), "urn:culver:local")
        .issue(caller, now, now.plusSeconds(900)).text();

    assertThat(new AccessTokenVerifier(keys, "urn:culver:local", () -> now).verify(token)).isEqualTo(caller);
  }

  @Test
  void aMacDependsOnEveryByteAndOnNothingElse() {
    var key = new KmsMacKey(kms, TEMPLATE.key("MacKey").arn());
    assertThat(key.mac(new byte[]{1})).hasSize(32).isEqualTo(key.mac(new byte[]{1}))
        .isNotEqualTo(key.mac(new byte[]{2})).isNotEqualTo(key.mac(new byte[]{1, 0}));
  }
}
