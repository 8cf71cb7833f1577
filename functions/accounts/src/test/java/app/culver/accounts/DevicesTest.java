package app.culver.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.SignedIn;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.account.AccountStores;
import app.culver.core.account.Handle;
import app.culver.core.identifier.AccountId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices and their directory. */
class DevicesTest extends AccountsFixture {
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
        "remove-device", "set-push-token", "remove-push-token", "delete-account")) {
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
}
