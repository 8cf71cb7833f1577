package app.culver.client.group;

import app.culver.client.CulverException;
import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits until logs are applied up to certain entries. */
final class Applied {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private final Loop loop;
  private final History history;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(ConversationId conversation, long seq, CompletableFuture<ConversationId> future) {}

  Applied(Loop loop, History history) {
    this.loop = loop;
    this.history = history;
  }

  /** Completes a future when the log is applied up to an entry; fails it if that takes too long. */
  void await(ConversationId conversation, long seq, CompletableFuture<ConversationId> future) {
    var wait = new Waiting(conversation, seq, future);
    if (isOver(wait)) {
      future.complete(conversation);
      return;
    }
    waiting.add(wait);
    loop.after(LONGEST, () -> {
      if (waiting.remove(wait)) {
        future.completeExceptionally(new CulverException.TimedOut(LONGEST));
      }
    });
  }

  private boolean isOver(Waiting wait) {
    return history.progress(wait.conversation()).cursor() >= wait.seq();
  }

  void advanced(ConversationId conversation) {
    var over = waiting.stream().filter(wait -> wait.conversation().equals(conversation) && isOver(wait)).toList();
    waiting.removeAll(over);
    over.forEach(wait -> wait.future().complete(conversation));
  }

  void fail(CulverException reason) {
    var failed = List.copyOf(waiting);
    waiting.clear();
    failed.forEach(wait -> wait.future().completeExceptionally(reason));
  }
}
