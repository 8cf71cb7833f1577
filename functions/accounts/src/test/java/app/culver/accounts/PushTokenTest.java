package app.culver.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.SignedIn;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.concurrent.Pending;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Setting and removing the push token of a device. */
class PushTokenTest extends AccountsFixture {
  private final String token = base64(90);

  private static Answer set(SignedIn caller, String token) {
    return with("set-push-token", caller, "token", token);
  }

  private static String has(SignedIn device) {
    return device.row().getOrDefault("pushToken", AttributeValue.fromS("none")).s();
  }

  private static long tokensOf(SignedIn device) {
    return aws.dynamo().scan(scan -> scan.tableName(aws.table("IdentifiersTable"))).items().stream()
        .filter(item -> item.containsKey("device") && item.get("device").s().equals(device.device().value())).count();
  }

  @Test
  void theDeviceThatAsksIsWokenByIt() {
    SignedIn phone = newAccount();
    SignedIn laptop = phone.anotherDevice();
    assertThat(set(phone, token).status()).isEqualTo(204);
    assertThat(set(phone, token).status()).isEqualTo(204);

    assertThat(phone.row().get("pushProvider").s()).isEqualTo("fcm");
    assertThat(has(phone)).isEqualTo(token);
    assertThat(has(laptop)).isEqualTo("none");
    assertThat(tokensOf(phone)).isEqualTo(1);
  }

  @Test
  void theEventsAreAccepted() {
    SignedIn phone = newAccount();
    assertThat(get("set-push-token", phone).status()).isEqualTo(204);
    assertThat(get("remove-push-token", phone).status()).isEqualTo(204);
    assertThat(get("remove-push-token", phone).status()).isEqualTo(204);

    assertThat(has(phone)).isEqualTo("none");
    assertThat(tokensOf(phone)).isZero();
  }

  @Test
  void aTokenLeavesWhoeverHadIt() {
    SignedIn former = newAccount();
    SignedIn now = newAccount();
    set(former, token);

    assertThat(set(now, token).status()).isEqualTo(204);
    assertThat(has(former)).isEqualTo("none");
    assertThat(has(now)).isEqualTo(token);
    assertThat(tokensOf(former)).isZero();
  }

  @Test
  void aRemovedDeviceLeavesNothingOfItsToken() {
    SignedIn phone = newAccount();
    SignedIn laptop = phone.anotherDevice();
    set(laptop, token);
    remove(phone, laptop.device().value());

    assertThat(tokensOf(laptop)).isZero();
  }

  @Test
  void manyTabsSettingDifferentTokensLeaveOne() {
    SignedIn phone = newAccount();
    List<String> tokens = IntStream.range(0, 5).mapToObj(_ -> base64(90)).toList();
    List<Integer> statuses = tokens.stream().map(each -> Pending.start(() -> set(phone, each).status())).toList()
        .stream().map(Pending::get).toList();

    assertThat(statuses).containsOnly(204);
    assertThat(tokens).contains(has(phone));
    assertThat(tokensOf(phone)).isEqualTo(1);
  }

  @Test
  void manyDevicesSettingOneTokenLeaveItWithOne() {
    List<SignedIn> devices = IntStream.range(0, 5).mapToObj(_ -> newAccount()).toList();
    devices.stream().map(each -> Pending.start(() -> set(each, token))).toList().forEach(Pending::get);

    assertThat(devices.stream().filter(each -> has(each).equals(token)).toList()).hasSize(1)
        .allSatisfy(holder -> assertThat(tokensOf(holder)).isEqualTo(1));
    assertThat(devices.stream().mapToLong(PushTokenTest::tokensOf).sum()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "\u00e9", "\n", "\u007f"})
  void whatIsNoTokenIsInvalid(String text) {
    assertThat(set(newAccount(), text).fault()).startsWith("/token must be a push token");
  }

  @Test
  void aTokenHasUpTo4096Characters() {
    SignedIn phone = newAccount();
    assertThat(set(phone, "x".repeat(4097)).fault()).startsWith("/token must be a push token");
    assertThat(set(phone, "x".repeat(4096)).status()).isEqualTo(204);
    assertThat(has(phone)).hasSize(4096);
  }

  @Test
  void aProviderThatIsNotKnownIsInvalid() {
    assertThat(with("set-push-token", newAccount(), "provider", "pigeon").fault())
        .isEqualTo("/provider must be one of fcm");
  }

  @Test
  void whatIsForgottenIsWhoHasATokenNotTheToken() {
    SignedIn phone = newAccount();
    set(phone, token);
    var row = aws.dynamo().scan(scan -> scan.tableName(aws.table("IdentifiersTable"))).items().stream()
        .filter(item -> item.containsKey("device") && item.get("device").s().equals(phone.device().value()))
        .findFirst().orElseThrow();
    assertThat(row.get("identifier").s()).startsWith("token#").doesNotContain(token);
    aws.dynamo().deleteItem(delete -> delete.tableName(aws.table("IdentifiersTable"))
        .key(Map.of("identifier", row.get("identifier"))));

    assertThat(has(phone)).isEqualTo(token);
    assertThat(set(phone, token).status()).isEqualTo(204);
    assertThat(tokensOf(phone)).isEqualTo(1);
  }
}
