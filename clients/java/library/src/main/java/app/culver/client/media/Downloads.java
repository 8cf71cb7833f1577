package app.culver.client.media;

import app.culver.client.CulverException;
import app.culver.client.MediaFile;
import app.culver.client.crypto.MediaChunks;
import app.culver.client.crypto.UndecryptableException;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Api;
import app.culver.client.transport.Http;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Gets files from the store. Each chunk is verified; a file is there when all of it is, and not before. */
public final class Downloads {
  private static final int MOST_ADDRESSES = 25;
  private static final int AT_ONCE = 3;
  private static final int ATTEMPTS = 6;
  /** A fresh address leads to nothing: the second one proves it. */
  private static final int MOST_REFUSALS = 2;

  private final Loop loop;
  private final Api api;
  private final Http http;
  private final Retry retry;

  public Downloads(Loop loop, Api api, Http http, Retry retry) {
    this.loop = loop;
    this.api = api;
    this.http = http;
    this.retry = retry;
  }

  /**
   * Gets a file. The future fails with {@link CulverException.NotPossible} if it is not in the store any more, does not
   * verify, or cannot be written.
   *
   * @param target replaced if it is there
   */
  public CompletableFuture<Void> get(ConversationId conversation, MediaFile file, Path target) {
    var result = new CompletableFuture<Void>();
    var part = target.resolveSibling(target.getFileName() + "." + file.media() + ".part");
    try {
      var run = new Run(conversation, file, FileChannel.open(part, StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
      loop.when(run.result, done -> finish(run, part, target, result), failure -> {
        close(run, part);
        result.completeExceptionally(failure);
      });
      run.fill();
    } catch (IOException unwritable) {
      result.completeExceptionally(unwritable(unwritable));
    }
    return result;
  }

  private static void finish(Run run, Path part, Path target, CompletableFuture<Void> result) {
    try (var out = run.out) {
      out.force(true);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      result.complete(null);
    } catch (IOException unwritable) {
      close(run, part);
      result.completeExceptionally(unwritable(unwritable));
    }
  }

  private static void close(Run run, Path part) {
    try {
      run.out.close();
      Files.deleteIfExists(part);
    } catch (IOException stays) {
      // The next attempt overwrites it.
    }
  }

  private static CulverException unwritable(IOException failure) {
    return new CulverException.NotPossible("the file cannot be written: " + failure.getMessage());
  }

  /** One file on its way. */
  private final class Run {
    private final ConversationId conversation;
    private final MediaFile file;
    private final MediaChunks chunks;
    private final FileChannel out;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<List<String>>> batches = new HashMap<>();
    private int next;
    private int underWay;

    private Run(ConversationId conversation, MediaFile file, FileChannel out) {
      this.conversation = conversation;
      this.file = file;
      this.chunks = new MediaChunks(file.key(), conversation, file.media(), file.size(), file.chunk());
      this.out = out;
    }

    private void fill() {
      while (!result.isDone() && underWay < AT_ONCE && next < chunks.count()) {
        var index = next++;
        underWay++;
        loop.when(retry.upTo(ATTEMPTS, () -> attempt(index, 1)), done -> {
          underWay--;
          fill();
        }, result::completeExceptionally);
      }
      if (underWay == 0) {
        result.complete(null);
      }
    }

    private CompletableFuture<Void> attempt(int index, int attempt) {
      var fetched = new CompletableFuture<Void>();
      loop.when(url(index, attempt > 1),
          url -> loop.when(http.call(new Http.Request("GET", url, Optional.empty(), Optional.empty())),
              answer -> answered(index, attempt, answer, fetched), fetched::completeExceptionally),
          fetched::completeExceptionally);
      return fetched;
    }

    /** @param fresh whether the one that is known has proved to be too old */
    private CompletableFuture<String> url(int index, boolean fresh) {
      var batch = index / MOST_ADDRESSES;
      var known = batches.get(batch);
      if (known == null || fresh || known.isCompletedExceptionally()) {
        batches.put(batch, addresses(batch * MOST_ADDRESSES));
      }
      return batches.get(batch).thenApply(urls -> urls.get(index % MOST_ADDRESSES));
    }

    private CompletableFuture<List<String>> addresses(int from) {
      var path = "/v1/conversations/" + conversation + "/media/" + file.media() + "/downloads";
      var count = Math.min(MOST_ADDRESSES, chunks.count() - from);
      return api.once("POST", path, Optional.of(Json.object().put("from", from).put("count", count)), body -> {
        var urls = Json.list(body, "downloads", download -> Json.text(download, "url"));
        if (urls.size() != count) {
          throw new MalformedException("another number of addresses than was asked for");
        }
        return urls;
      });
    }

    private void answered(int index, int attempt, Http.Answer answer, CompletableFuture<Void> fetched) {
      if (answer.status() == 200) {
        take(index, answer.body(), fetched);
      } else if (answer.status() != 403 && answer.status() != 404) {
        fetched.completeExceptionally(
            new CulverException.Unreachable("the store answers with status " + answer.status(), null));
      } else if (attempt < MOST_REFUSALS) {
        loop.when(attempt(index, attempt + 1), fetched::complete, fetched::completeExceptionally);
      } else {
        fetched.completeExceptionally(new CulverException.NotPossible(
            "the file is not in the store any more: files are kept as long as messages are"));
      }
    }

    private void take(int index, byte[] sealed, CompletableFuture<Void> fetched) {
      try {
        var buffer = ByteBuffer.wrap(chunks.open(index, sealed));
        for (var at = chunks.offset(index); buffer.hasRemaining();) {
          at += out.write(buffer, at);
        }
        fetched.complete(null);
      } catch (UndecryptableException forged) {
        fetched.completeExceptionally(
            new CulverException.NotPossible("the file is not the one that was sent: it does not verify"));
      } catch (IOException unwritable) {
        fetched.completeExceptionally(unwritable(unwritable));
      }
    }
  }
}
