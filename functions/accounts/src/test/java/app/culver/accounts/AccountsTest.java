package app.culver.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.SignedIn;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.aws.kms.KmsMacKey;
import app.culver.core.account.AccountStores;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.account.PhoneNumber;
import app.culver.core.concurrent.Pending;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles, handles and look-ups. */
class AccountsTest extends AccountsFixture {
  @Test
  void anAccountShowsWhatItsOwnerWroteToHimAndToOthers() {
    SignedIn owner = newAccount();
    SignedIn other = newAccount();
    assertThat(names(get("get-own-account", owner).body())).containsExactly("account", "createdAt");
    assertThat(names(account(other, owner.account()).body())).containsExactly("account");

    Handle handle = AccountStores.handle();
    String profile = base64(8192);
    assertThat(claim(owner, handle).status()).isEqualTo(204);
    assertThat(with("set-profile", owner, "profile", profile).status()).isEqualTo(204);

    JsonNode own = get("get-own-account", owner).body();
    assertThat(own.path("account").asText()).isEqualTo(owner.account().value());
    assertThat(own.path("handle").asText()).isEqualTo(handle.value());
    assertThat(own.path("profile").asText()).isEqualTo(profile);
    assertThat(own.path("createdAt").asLong()).isEqualTo(aws.instant().toEpochMilli());
    JsonNode shown = account(other, owner.account()).body();
    assertThat(names(shown)).containsExactlyInAnyOrder("account", "handle", "profile");
    assertThat(shown.path("profile").asText()).isEqualTo(profile);
    assertThat(find(other, handle).body().toString()).isEqualTo("{\"account\":\"" + owner.account() + "\"}");
  }

  @Test
  void aHandleIsOnesOwnUntilItIsGivenUp() {
    SignedIn first = newAccount();
    SignedIn second = newAccount();
    Handle handle = AccountStores.handle();
    claim(first, handle);
    assertThat(claim(first, handle).status()).isEqualTo(204);
    assertThat(claim(second, handle).problem()).isEqualTo("handle-taken");
    assertThat(claim(second, handle).status()).isEqualTo(409);

    assertThat(claim(first, AccountStores.handle()).status()).isEqualTo(204);
    assertThat(find(first, handle).problem()).isEqualTo("not-found");
    assertThat(claim(second, handle).status()).isEqualTo(204);
    assertThat(get("remove-handle", second).status()).isEqualTo(204);
    assertThat(get("remove-handle", second).status()).isEqualTo(204);
    assertThat(find(second, handle).problem()).isEqualTo("not-found");
  }

  @Test
  void ofManyRacersForAHandleOneGetsIt() {
    Handle handle = AccountStores.handle();
    List<SignedIn> racers = Stream.generate(AccountsFixture::newAccount).limit(6).toList();
    List<Integer> statuses = racers.stream().map(racer -> Pending.start(() -> claim(racer, handle).status())).toList()
        .stream().map(Pending::get).toList();

    assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 409);
    assertThat(find(racers.getFirst(), handle).body().path("account").asText())
        .isEqualTo(racers.get(statuses.indexOf(204)).account().value());
  }

  @Test
  void oneAccountChangingItsHandleInManyTabsKeepsOne() {
    SignedIn owner = newAccount();
    List<Handle> handles = Stream.generate(AccountStores::handle).limit(5).toList();
    handles.stream().map(handle -> Pending.start(() -> claim(owner, handle))).toList().forEach(Pending::get);

    String left = get("get-own-account", owner).body().path("handle").asText();
    assertThat(handles.stream().filter(handle -> find(owner, handle).status() == 200).map(Handle::value))
        .containsExactly(left);
  }

  @Test
  void aPhoneNumberIsFoundByItsMac() {
    var number = new PhoneNumber("+4917" + ThreadLocalRandom.current().nextLong(10_000_000, 99_999_999));
    var key = new KmsMacKey(aws.kms(), aws.environment("AccountsFunction").required("MAC_KEY"));
    SignedIn owner = SignedIn.newAccount(aws, PhoneMac.of(number, key));
    SignedIn caller = newAccount();

    assertThat(with("find-by-phone-number", caller, "phoneNumber", number.value()).body().path("account").asText())
        .isEqualTo(owner.account().value());
    Answer nobody = with("find-by-phone-number", caller, "phoneNumber", "+15550000000");
    assertThat(nobody.problem()).isEqualTo("not-found");
    assertThat(nobody.body().toString()).doesNotContain("1555");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+1", "4917012345678", "+49 170 123", "+4917012345678901", "+0123456789"})
  void whatIsNoPhoneNumberIsInvalid(String number) {
    assertThat(with("find-by-phone-number", newAccount(), "phoneNumber", number).fault())
        .isEqualTo("/phoneNumber must be a phone number in E.164 form: + and 7 to 15 digits");
  }

  @Test
  void theEventOfAnInvalidHandleIsRefused() {
    Answer answer = get("set-handle-invalid", newAccount());
    assertThat(answer.fault()).startsWith("/handle must be a handle");
    assertThat(answer.body().toString()).doesNotContain("Bob");
  }

  @Test
  void withoutATokenOrAfterItsEndNothingIsAnswered() {
    SignedIn caller = newAccount();
    for (String name : List.of("get-own-account", "list-devices", "remove-handle", "set-handle", "set-profile",
        "get-account", "find-by-handle", "find-by-phone-number", "look-up-directory", "rename-device",
        "remove-device", "set-push-token", "remove-push-token", "keep-alive")) {
      assertThat(TestEvent.of("accounts", name).without("authorization").to(handler).problem()).as(name)
          .isEqualTo("unauthenticated");
    }
    Instant before = aws.instant();
    aws.at(before.plus(Duration.ofMinutes(16)));
    assertThat(get("get-own-account", caller).problem()).isEqualTo("unauthenticated");
    aws.at(before);
    assertThat(get("get-own-account", caller).status()).isEqualTo(200);
  }

  @Test
  void primingNeedsNothingButWhatTheRoleAllows() {
    Ports ports = Ports.of(aws.environment("AccountsFunction"), aws.clients("AccountsFunction"), aws);
    ports.prime();
    assertThat(ports.basis().keys().all()).hasSize(1);
  }
}
