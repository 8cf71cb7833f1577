package app.culver.client.group;

import app.culver.client.Blocked;
import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.identifier.AccountId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Api;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whom this account blocks: the server's list, and what this device has seen of it. */
public final class Blocks {
  private static final String PATH = "/v1/blocks";
  private static final String KEY = "blocks";
  private final Loop loop;
  private final Store store;
  private final Api api;

  public Blocks(Loop loop, Store store, Api api) {
    this.loop = loop;
    this.store = store;
    this.api = api;
  }

  public CompletableFuture<Void> block(AccountId account) {
    return api.call("PUT", PATH + "/" + account, Optional.empty(), nothing -> null).thenCompose(done -> list())
        .thenApply(list -> null);
  }

  /** Whom one does not block one need not unblock. */
  public CompletableFuture<Void> unblock(AccountId account) {
    var lifted = new CompletableFuture<Void>();
    loop.when(api.delete(PATH + "/" + account), lifted::complete, failure -> {
      if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound) {
        lifted.complete(null);
      } else {
        lifted.completeExceptionally(failure);
      }
    });
    return lifted.thenCompose(done -> list()).thenApply(list -> null);
  }

  /** Everyone whom this account blocks. */
  public CompletableFuture<List<Blocked>> list() {
    var result = new CompletableFuture<List<Blocked>>();
    page("", new ArrayList<>(), result);
    return result;
  }

  private void page(String query, List<Blocked> listed, CompletableFuture<List<Blocked>> result) {
    loop.when(api.get(PATH + "?limit=100" + query, Page::read), page -> {
      listed.addAll(page.blocks());
      if (page.next().isPresent()) {
        page("&after=" + page.next().get(), listed, result);
      } else {
        keep(listed);
        result.complete(List.copyOf(listed));
      }
    }, result::completeExceptionally);
  }

  private record Page(List<Blocked> blocks, Optional<String> next) {
    private static Page read(JsonNode json) {
      return new Page(Json.list(json, "blocks",
          block -> new Blocked(Json.as(block, "account", AccountId::new), Json.time(block, "since"))),
          Json.optionalText(json, "next"));
    }
  }

  private void keep(List<Blocked> blocks) {
    var json = Json.object();
    var array = json.putArray("accounts");
    blocks.forEach(block -> array.add(block.account().value()));
    store.write(new Batch().put(KEY, json));
  }

  /** Whether someone was blocked when this device last asked. */
  public boolean isBlocked(AccountId account) {
    return store.get(KEY).map(json -> Json.list(json, "accounts", each -> Json.id(each, AccountId::new)))
        .orElse(List.of()).contains(account);
  }
}
