package app.culver.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.LocalAws;
import app.culver.aws.SignedIn;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.aws.kms.KmsMacKey;
import app.culver.core.account.AccountStores;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.account.PhoneNumber;
import app.culver.core.concurrent.Pending;
import app.culver.core.identifier.AccountId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function by the gateway's events, on DynamoDB Local and the KMS stand-in. */
class AccountsHandlerTest {
  private static LocalAws aws;
  private static AccountsHandler handler;

  @BeforeAll
  static void start() {
    aws = new LocalAws();
    handler = new AccountsHandler(
        Services.of(aws.environment("AccountsFunction"), aws.clients("AccountsFunction"), aws));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static SignedIn newAccount() {
    return SignedIn.newAccount(aws);
  }

  private static TestEvent event(String name, SignedIn caller) {
    return TestEvent.of("accounts", name).token(caller.token());
  }

  private static Answer get(String name, SignedIn caller) {
    return event(name, caller).to(handler);
  }

  private static Answer with(String name, SignedIn caller, String member, String value) {
    TestEvent event = event(name, caller);
    return event.body(event.body().put(member, value).toString()).to(handler);
  }

  private static Answer claim(SignedIn caller, Handle handle) {
    return with("set-handle", caller, "handle", handle.value());
  }

  private static Answer find(SignedIn caller, Handle handle) {
    return event("find-by-handle", caller).path("handle", handle.value()).to(handler);
  }

  private static Answer account(SignedIn caller, AccountId account) {
    return event("get-account", caller).path("account", account.value()).to(handler);
  }

  private static Answer remove(SignedIn caller, String device) {
    return event("remove-device", caller).path("device", device).to(handler);
  }

  private static Answer directory(SignedIn caller, List<AccountId> accounts) {
    TestEvent event = event("look-up-directory", caller);
    ObjectNode body = event.body();
    ArrayNode array = body.putArray("accounts");
    accounts.forEach(account -> array.add(account.value()));
    return event.body(body.toString()).to(handler);
  }

  private static String base64(int size) {
    return Base64.getEncoder().encodeToString(AccountStores.random(size).toArray());
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

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
    List<SignedIn> racers = Stream.generate(AccountsHandlerTest::newAccount).limit(6).toList();
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
  void theDeviceListMarksTheOneThatAsks() {
    SignedIn first = newAccount();
    SignedIn second = first.anotherDevice();
    assertThat(event("rename-device", first).path("device", second.device().value())
        .body("{\"name\":\"" + base64(256) + "\"}").to(handler).status()).isEqualTo(204);

    JsonNode devices = get("list-devices", first).body().path("devices");
    assertThat(devices).hasSize(2);
    for (JsonNode device : devices) {
      boolean current = device.path("device").asText().equals(first.device().value());
      SignedIn expected = current ? first : second;
      assertThat(device.path("current").asBoolean()).isEqualTo(current);
      assertThat(device.path("signingKey").asText())
          .isEqualTo(Base64.getEncoder().encodeToString(expected.keys().signingKey().bytes().toArray()));
      assertThat(names(device)).containsExactlyInAnyOrder(current
          ? new String[]{"device", "signingKey", "sealingKey", "addedAt", "current"}
          : new String[]{"device", "signingKey", "sealingKey", "name", "addedAt", "current"});
    }
  }

  @Test
  void aRemovedDeviceDoesNothingAnyMore() {
    SignedIn first = newAccount().connected("stays-" + ThreadLocalRandom.current().nextInt());
    SignedIn second = first.anotherDevice();
    String socket = "removed-" + ThreadLocalRandom.current().nextInt();
    second.connected(socket);

    assertThat(remove(first, second.device().value()).status()).isEqualTo(204);
    assertThat(second.row()).isEmpty();
    assertThat(aws.sockets().closed(socket)).isTrue();
    assertThat(aws.sockets().frames(first.row().get("connection").s()))
        .containsExactly("{\"type\":\"devices\",\"account\":\"" + first.account() + "\"}");
    for (String name : List.of("get-own-account", "list-devices", "remove-handle", "set-handle", "set-profile",
        "get-account", "find-by-handle", "find-by-phone-number", "look-up-directory", "rename-device",
        "remove-device")) {
      assertThat(get(name, second).problem()).as(name).isEqualTo("session-ended");
    }
    assertThat(remove(first, second.device().value()).problem()).isEqualTo("not-found");
    assertThat(remove(first, first.device().value()).status()).isEqualTo(204);
    assertThat(get("list-devices", first).problem()).isEqualTo("session-ended");
  }

  @Test
  void anEndedSessionWritesNothing() {
    SignedIn owner = newAccount();
    SignedIn removed = owner.anotherDevice();
    remove(owner, removed.device().value());
    Handle handle = AccountStores.handle();

    assertThat(claim(removed, handle).status()).isEqualTo(401);
    assertThat(find(owner, handle).problem()).isEqualTo("not-found");
    assertThat(names(get("get-own-account", owner).body())).containsExactly("account", "createdAt");
  }

  @Test
  void anothersIdIsAnsweredAsOneThatDoesNotExist() {
    SignedIn caller = newAccount();
    SignedIn other = newAccount();
    Answer foreign = remove(caller, other.device().value());
    Answer absent = remove(caller, AccountStores.device().id().value());
    assertThat(foreign).isEqualTo(absent);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(other.row()).isNotEmpty();

    TestEvent rename = event("rename-device", caller);
    assertThat(rename.path("device", other.device().value()).to(handler))
        .isEqualTo(rename.path("device", AccountStores.device().id().value()).to(handler));
    assertThat(other.row()).doesNotContainKey("name");
    assertThat(account(caller, AccountStores.device().account()).status()).isEqualTo(404);
  }

  @Test
  void theDirectoryListsDevicesOfManyAccounts() {
    SignedIn caller = newAccount();
    SignedIn phone = newAccount();
    SignedIn laptop = phone.anotherDevice();
    SignedIn without = newAccount();
    remove(without, without.device().value());
    JsonNode accounts = directory(caller,
        List.of(phone.account(), AccountStores.device().account(), caller.account(), without.account())).body()
        .path("accounts");

    assertThat(accounts).hasSize(3);
    assertThat(accounts.path(0).path("devices")).hasSize(2)
        .allSatisfy(device -> assertThat(names(device)).containsExactlyInAnyOrder("device", "signingKey",
            "sealingKey", "addedAt"));
    assertThat(StreamSupport.stream(accounts.path(0).path("devices").spliterator(), false)
        .map(device -> device.path("device").asText()))
        .containsExactlyInAnyOrder(phone.device().value(), laptop.device().value());
    assertThat(accounts.path(2).path("account").asText()).isEqualTo(without.account().value());
    assertThat(accounts.path(2).path("devices").isArray()).isTrue();
    assertThat(accounts.path(2).path("devices")).isEmpty();
  }

  @Test
  void theDirectoryTakesOneToAHundredDifferentAccounts() {
    SignedIn caller = newAccount();
    List<AccountId> hundred = IntStream.range(0, 100).mapToObj(_ -> AccountStores.device().account()).toList();
    String rule = "/accounts must be 1 to 100 accounts, each once";
    assertThat(directory(caller, hundred).status()).isEqualTo(200);
    assertThat(directory(caller, Stream.concat(hundred.stream(), Stream.of(caller.account())).toList()).fault())
        .isEqualTo(rule);
    assertThat(directory(caller, List.of()).fault()).isEqualTo(rule);
    assertThat(directory(caller, List.of(caller.account(), caller.account())).fault()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({"set-profile,profile,0", "set-profile,profile,8193", "rename-device,name,0", "rename-device,name,257"})
  void blobsHaveBounds(String name, String member, int size) {
    SignedIn caller = newAccount();
    TestEvent event = event(name, caller).path("device", caller.device().value());
    Answer answer = event.body("{\"" + member + "\":\"" + base64(size) + "\"}").to(handler);
    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(answer.fault()).startsWith("/" + member + " must be 1 to ");
  }

  @ParameterizedTest
  @CsvSource({"get-account,account,must be an identifier", "find-by-handle,handle,must be a handle",
      "rename-device,device,must be an identifier", "remove-device,device,must be an identifier"})
  void anIllFormedPathParameterIsInvalid(String name, String parameter, String rule) {
    SignedIn caller = newAccount();
    for (String value : List.of("", "x", "..", "%00", "AAAAAAAAAAAAAAAAAAAAAB", "device#AAAAAAAAAAAAAAA", "A:A",
        "'; drop", "\u0000", "A".repeat(10_000))) {
      Answer answer = event(name, caller).path(parameter, value).to(handler);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.fault()).startsWith("/" + parameter + " " + rule);
    }
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
        "remove-device", "keep-alive")) {
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
    Services services = Services.of(aws.environment("AccountsFunction"), aws.clients("AccountsFunction"), aws);
    services.prime();
    assertThat(services.keys().all()).hasSize(1);
  }
}
