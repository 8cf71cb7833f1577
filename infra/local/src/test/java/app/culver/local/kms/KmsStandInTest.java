package app.culver.local.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.template.Template;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

class KmsStandInTest {
  private static final Template TEMPLATE = Template.read(Path.of("src/test/resources/template.yaml"));
  private static final String SIGNING_KEY = TEMPLATE.key("SigningKey").arn();
  private static final String MAC_KEY = TEMPLATE.key("MacKey").arn();
  private static final byte[] MESSAGE = "message".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private final KmsStandIn kms = KmsStandIn.start(TEMPLATE);
  private final KmsClient client = client(kms.endpoint());

  @AfterEach
  void close() {
    client.close();
    kms.close();
  }

  @Test
  void messagesAndDigestsAreSignedAlike() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    assertThat(verifies(sign(MESSAGE, MessageType.RAW))).isTrue();
    assertThat(verifies(sign(digest, MessageType.DIGEST))).isTrue();
    assertThat(verifies(sign(digest, MessageType.RAW))).isFalse();
  }

  @Test
  void aMacIsTheSameAgainAndOtherForAnotherMessage() {
    assertThat(mac(client, "one")).isEqualTo(mac(client, "one")).isNotEqualTo(mac(client, "two"));
  }

  @Test
  void errorsAreThoseOfKms() {
    assertThatThrownBy(() -> client.getPublicKey(request -> request.keyId("arn:aws:kms:eu-central-1:0:key/x")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> client.getPublicKey(request -> request.keyId(MAC_KEY)))
        .isInstanceOf(InvalidKeyUsageException.class);
    assertThatThrownBy(() -> sign(MESSAGE, MessageType.DIGEST)).isInstanceOf(KmsException.class)
        .hasMessageContaining("Digest is invalid length");
    assertThatThrownBy(() -> sign(new byte[4097], MessageType.RAW)).isInstanceOf(KmsException.class);
    assertThatThrownBy(() -> client.listKeys()).isInstanceOf(KmsException.class).hasMessageContaining("stand-in");
  }

  @Test
  void aFileKeepsTheKeysForItsOwnerOnly(@TempDir Path folder) throws Exception {
    var file = folder.resolve("kms");
    byte[] before;
    try (var first = KmsStandIn.start(TEMPLATE, 0, file, true); var one = client(first.endpoint())) {
      before = mac(one, "one");
    }
    try (var again = KmsStandIn.start(TEMPLATE, 0, file, false); var other = client(again.endpoint())) {
      assertThat(mac(other, "one")).isEqualTo(before);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  private byte[] sign(byte[] message, MessageType type) {
    return client.sign(request -> request.keyId(SIGNING_KEY).message(SdkBytes.fromByteArray(message)).messageType(type)
        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)).signature().asByteArray();
  }

  private boolean verifies(byte[] signed) throws Exception {
    var key = client.getPublicKey(request -> request.keyId(SIGNING_KEY)).publicKey().asByteArray();
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
    signature.update(MESSAGE);
    return signature.verify(signed);
  }

  private static byte[] mac(KmsClient client, String message) {
    return client.generateMac(request -> request.keyId(MAC_KEY).message(SdkBytes.fromUtf8String(message))
        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)).mac().asByteArray();
  }

  private static KmsClient client(URI endpoint) {
    return KmsClient.builder().endpointOverride(endpoint).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create()).build();
  }

  @Test
  void keysThatDataWereMadeUnderAreNotReplaced(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("kms.keys"), "");

    assertThatThrownBy(() -> KmsStandIn.start(TEMPLATE, 0, file, false)).hasMessageContaining("kms.keys");
    assertThat(file).isEmptyFile();
  }
}
