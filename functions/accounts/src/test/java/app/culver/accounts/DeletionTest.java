package app.culver.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.SignedIn;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.account.AccountStores;
import app.culver.core.account.Handle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The end of an account. */
class DeletionTest extends AccountsFixture {
  private static final List<String> TABLES = List.of("AccountsTable", "IdentifiersTable", "ConversationsTable",
      "MembershipsTable");

  private static Answer delete(SignedIn caller) {
    return get("delete-account", caller);
  }

  private static void put(String table, Map<String, AttributeValue> item) {
    aws.dynamo().putItem(put -> put.tableName(aws.table(table)).item(item));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  /** A conversation that is on the account's list. */
  private static void listed(SignedIn caller, String conversation, String kind) {
    put("ConversationsTable",
        Map.of("conversation", text(conversation), "item", text("conversation"), "kind", text(kind)));
    put("MembershipsTable", Map.of("account", text(caller.account().value()), "conversation", text(conversation)));
  }

  private static List<String> whereItIsNamed(SignedIn caller) {
    return TABLES.stream().filter(table -> aws.dynamo().scan(scan -> scan.tableName(aws.table(table))).items().stream()
        .anyMatch(item -> item.toString().contains(caller.account().value()))).toList();
  }

  @Test
  void nothingIsLeftOfTheAccountAndNobodyFindsIt() {
    SignedIn caller = newAccount();
    SignedIn laptop = caller.anotherDevice();
    SignedIn other = newAccount();
    String socket = "deleted-" + ThreadLocalRandom.current().nextInt();
    caller.connected(socket);
    laptop.connected(socket + "-laptop");
    Handle handle = AccountStores.handle();
    claim(caller, handle);
    get("set-push-token", caller);
    String conversation = "A".repeat(22);
    listed(caller, conversation, "direct");
    put("ConversationsTable", Map.of("conversation", text(conversation), "item",
        text("receipt#" + caller.account() + "#" + caller.device())));
    put("MembershipsTable",
        Map.of("account", text(caller.account().value()), "conversation", text("#block#" + conversation)));
    put("ConversationsTable",
        Map.of("conversation", text(conversation), "item", text("block#" + caller.account())));
    assertThat(whereItIsNamed(caller)).isEqualTo(TABLES);

    assertThat(delete(caller).status()).isEqualTo(204);

    assertThat(whereItIsNamed(caller)).isEmpty();
    assertThat(aws.sockets().closed(socket)).isTrue();
    assertThat(aws.sockets().closed(socket + "-laptop")).isTrue();
    assertThat(account(other, caller.account()).problem()).isEqualTo("not-found");
    assertThat(find(other, handle).problem()).isEqualTo("not-found");
    assertThat(directory(other, List.of(caller.account())).body().path("accounts")).isEmpty();
    assertThat(delete(caller).problem()).isEqualTo("session-ended");
    assertThat(get("get-own-account", laptop).problem()).isEqualTo("session-ended");
    assertThat(claim(other, handle).status()).isEqualTo(204);
  }

  @Test
  void whoIsAMemberOfGroupsIsToldWhich() {
    SignedIn caller = newAccount();
    listed(caller, "B".repeat(21) + "A", "direct");
    listed(caller, "C".repeat(21) + "A", "group");

    Answer answer = delete(caller);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("still-member");
    assertThat(answer.body().path("conversations")).hasSize(1);
    assertThat(answer.body().path("conversations").path(0).asText()).isEqualTo("C".repeat(21) + "A");
    assertThat(get("get-own-account", caller).status()).isEqualTo(200);
    assertThat(whereItIsNamed(caller)).contains("MembershipsTable");
  }
}
