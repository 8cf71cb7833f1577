package app.culver.client.crypto;

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
    return Vectors.each(vectors.get("profiles"), vector -> assertThat(open(vector)).hasValue(name(vector)));
  }

  @TestFactory
  Stream<DynamicTest> deviceNamesOfTheContractOpen() {
    return Vectors.each(vectors.get("deviceNames"), vector -> assertThat(open(vector)).hasValue(name(vector)));
  }

  @TestFactory
  Stream<DynamicTest> whatBelongsElsewhereIsRefused() {
    return Vectors.each(vectors.get("refused"),
        vector -> assertThatThrownBy(() -> open(vector)).isInstanceOf(UndecryptableException.class));
  }

  @Test
  void namesOfLikeLengthLookAlike() throws Exception {
    var account = new AccountId(Vectors.text(vectors.get("profiles").get(0), "account"));
    var device = new DeviceId(Vectors.text(vectors.get("deviceNames").get(0), "device"));
    assertThat(names.sealProfile(key, account, "Al")).hasSameSizeAs(names.sealProfile(key, account, "Alexandra"));
    var sealed = names.sealDeviceName(key, account, device, "Pixel \"9\"\n");
    assertThat(sealed).hasSize(12 + 64 + 16);
    assertThat(names.openDeviceName(key, account, device, sealed)).hasValue("Pixel \"9\"\n");
  }

  @Test
  void namesThatTheServerWouldRefuseAreRefusedHere() {
    var account = new AccountId(Vectors.text(vectors.get("profiles").get(0), "account"));
    var device = new DeviceId(Vectors.text(vectors.get("deviceNames").get(0), "device"));
    assertThat(names.sealDeviceName(key, account, device, "x".repeat(177))).hasSizeLessThanOrEqualTo(256);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names.sealDeviceName(key, account, device, "x".repeat(178)));
    assertThatIllegalArgumentException().isThrownBy(() -> names.sealProfile(key, account, "x".repeat(8_200)));
  }

  private Optional<String> open(JsonNode vector) throws UndecryptableException {
    var account = new AccountId(Vectors.text(vector, "account"));
    var sealed = Vectors.base64(vector, "sealed");
    return vector.has("device")
        ? names.openDeviceName(key, account, new DeviceId(Vectors.text(vector, "device")), sealed)
        : names.openProfile(key, account, sealed);
  }

  private static String name(JsonNode vector) throws Exception {
    return new ObjectMapper().readTree(Vectors.text(vector, "plaintext")).get("name").textValue();
  }
}
