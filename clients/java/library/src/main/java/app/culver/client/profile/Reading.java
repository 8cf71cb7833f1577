package app.culver.client.profile;

import app.culver.client.CulverException;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reader;
import app.culver.client.identifier.ConversationId;
import app.culver.client.wire.Json;
import app.culver.client.wire.Limits;
import app.culver.client.wire.Synced;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Who has come, and how far. */
final class Reading {
  private final Parts parts;
  private final Views views;

  Reading(Parts parts, Views views) {
    this.parts = parts;
    this.views = views;
  }

  CompletableFuture<List<Member>> membersOf(ConversationId conversation) {
    return asked(conversation, () -> views.members(conversation));
  }

  CompletableFuture<List<Reader>> readersOf(Message message) {
    return asked(message.conversation(), () -> views.readers(message));
  }

  private <T> CompletableFuture<T> asked(ConversationId conversation, Supplier<T> view) {
    if (parts.history.members(conversation).size() <= Limits.MEMBERS_TOLD_UNASKED
        || parts.history.hasEnded(conversation)) {
      return CompletableFuture.completedFuture(view.get());
    }
    var result = new CompletableFuture<T>();
    parts.loop.when(parts.api.get("/v1/conversations/" + conversation + "/receipts", Reading::receipts), receipts -> {
      receipts.forEach(receipt -> parts.receiver.received(conversation, receipt));
      result.complete(view.get());
    }, failure -> {
      if (failure instanceof CulverException.Unreachable) {
        result.complete(view.get());
      } else {
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  private static List<Synced.Receipt> receipts(ObjectNode json) {
    return Json.list(json, "receipts", Synced.Receipt::read);
  }
}
