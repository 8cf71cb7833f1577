package app.culver.client.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NamesTest {
  private final JsonNode vectors = Vectors.load("names");
  private final ProfileKey key = new ProfileKey(Vectors.base64(vectors, "profileKey"));
  private final Names names = new Names(new SecureRandom());

  @TestFactory
  Stream<DynamicTest> profilesOfTheContractOpen() {
    return Vectors.each(vectors.get("profiles"),
        vector -> assertThat(openProfile(vector)).asString(UTF_8).isEqualTo(Vectors.text(vector, "plaintext")));
  }

  @TestFactory
  Stream<DynamicTest> deviceNamesOfTheContractOpen() {
    return Vectors.each(vectors.get("deviceNames"),
        vector -> assertThat(openDeviceName(vector)).hasValue(name(vector)));
  }

  @TestFactory
  Stream<DynamicTest> whatBelongsElsewhereIsRefused() {
    return Vectors.each(vectors.get("refused"),
        vector -> assertThatThrownBy(() -> {
          if (vector.has("device")) {
            openDeviceName(vector);
          } else {
            openProfile(vector);
          }
        }).isInstanceOf(UndecryptableException.class));
  }

  @Test
  void namesOfLikeLengthLookAlike() throws Exception {
    var account = account(vectors.get("profiles").get(0));
    var device = new DeviceId(Vectors.text(vectors.get("deviceNames").get(0), "device"));
    assertThat(names.sealProfile(key, account, profile("Al")))
        .hasSameSizeAs(names.sealProfile(key, account, profile("Alexandra")));
    var sealed = names.sealDeviceName(key, account, device, "Pixel \"9\"\n");
    assertThat(sealed).hasSize(12 + 64 + 16);
    assertThat(names.openDeviceName(key, account, device, sealed)).hasValue("Pixel \"9\"\n");
  }

  @Test
  void namesThatTheServerWouldRefuseAreRefusedHere() {
    var account = account(vectors.get("profiles").get(0));
    var device = new DeviceId(Vectors.text(vectors.get("deviceNames").get(0), "device"));
    assertThat(names.sealDeviceName(key, account, device, "x".repeat(177))).hasSizeLessThanOrEqualTo(256);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names.sealDeviceName(key, account, device, "x".repeat(178)));
    assertThatIllegalArgumentException().isThrownBy(() -> names.sealProfile(key, account, profile("x".repeat(8_200))));
  }

  private byte[] openProfile(JsonNode vector) throws UndecryptableException {
    return names.openProfile(key, account(vector), Vectors.base64(vector, "sealed"));
  }

  private Optional<String> openDeviceName(JsonNode vector) throws UndecryptableException {
    return names.openDeviceName(key, account(vector), new DeviceId(Vectors.text(vector, "device")),
        Vectors.base64(vector, "sealed"));
  }

  private static AccountId account(JsonNode vector) {
    return new AccountId(Vectors.text(vector, "account"));
  }

  private static byte[] profile(String name) {
    return ("{\"name\":\"" + name + "\"}").getBytes(UTF_8);
  }

  private static String name(JsonNode vector) throws Exception {
    return new ObjectMapper().readTree(Vectors.text(vector, "plaintext")).get("name").textValue();
  }
}
