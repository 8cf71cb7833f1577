package app.culver.accounts;

import app.culver.aws.LocalAws;
import app.culver.aws.SignedIn;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.account.AccountStores;
import app.culver.core.account.Handle;
import app.culver.core.identifier.AccountId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The function by the gateway's events, on DynamoDB Local and the KMS stand-in. */
abstract class AccountsFixture {
  static LocalAws aws;
  static AccountsHandler handler;

  @BeforeAll
  static void start() {
    aws = new LocalAws();
    handler = new AccountsHandler(
        Ports.of(aws.environment("AccountsFunction"), aws.clients("AccountsFunction"), aws));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  static SignedIn newAccount() {
    return SignedIn.newAccount(aws);
  }

  static TestEvent event(String name, SignedIn caller) {
    return TestEvent.of("accounts", name).token(caller.token());
  }

  static Answer get(String name, SignedIn caller) {
    return event(name, caller).to(handler);
  }

  static Answer with(String name, SignedIn caller, String member, String value) {
    TestEvent event = event(name, caller);
    return event.body(event.body().put(member, value).toString()).to(handler);
  }

  static Answer claim(SignedIn caller, Handle handle) {
    return with("set-handle", caller, "handle", handle.value());
  }

  static Answer find(SignedIn caller, Handle handle) {
    return event("find-by-handle", caller).path("handle", handle.value()).to(handler);
  }

  static Answer account(SignedIn caller, AccountId account) {
    return event("get-account", caller).path("account", account.value()).to(handler);
  }

  static Answer remove(SignedIn caller, String device) {
    return event("remove-device", caller).path("device", device).to(handler);
  }

  static Answer directory(SignedIn caller, List<AccountId> accounts) {
    TestEvent event = event("look-up-directory", caller);
    ObjectNode body = event.body();
    ArrayNode array = body.putArray("accounts");
    accounts.forEach(account -> array.add(account.value()));
    return event.body(body.toString()).to(handler);
  }

  static String base64(int size) {
    return Base64.getEncoder().encodeToString(AccountStores.random(size).toArray());
  }

  static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
