package app.culver.client.media;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.MediaFile;
import app.culver.client.crypto.MediaChunks;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MediaId;
import app.culver.client.loop.Backoff;
import app.culver.client.loop.Loop;
import app.culver.client.session.Api;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.transport.Http;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Brings files into the store, one after another, each chunk until it is there. */
public final class Uploads {
  private static final String PREFIX = "upload/";
  /** As many as the server gives addresses for at a time. */
  private static final int MOST_ADDRESSES = 25;
  /** How many chunks are on their way, and so in memory, at a time. */
  private static final int AT_ONCE = 3;
  /** A fresh address that is refused so often is not refused for being old. */
  private static final int MOST_REFUSALS = 3;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  private final Loop loop;
  private final Random random;
  private final Store store;
  private final Spool spool;
  private final Api api;
  private final Http http;
  private final Outcome outcome;
  private final Map<MediaId, Run> runs = new HashMap<>();
  private boolean stopped = true;

  /** Hears how it ends. */
  public interface Outcome {
    /** A file is in the store. */
    void done(ConversationId conversation);

    /** A file cannot be brought there. */
    void failed(ConversationId conversation, MediaId media, String reason);
  }

  public Uploads(Loop loop, Random random, Store store, Spool spool, Api api, Http http, Outcome outcome) {
    this.loop = loop;
    this.random = random;
    this.store = store;
    this.spool = spool;
    this.api = api;
    this.http = http;
    this.outcome = outcome;
  }

  /** Notes that a file, which is encrypted in the spool, is to be uploaded. @param batch stored with its message */
  public void add(ConversationId conversation, MediaFile file, MediaChunks chunks, List<byte[]> hashes, Batch batch) {
    var lengths = IntStream.range(0, chunks.count()).mapToObj(chunks::sealedLength).toList();
    put(new Pending(conversation, file.media(), lengths, hashes.stream().map(Json::base64).toList(), new BitSet()),
        batch);
  }

  /** Whether all files of a content are in the store. */
  public boolean isReady(Content content) {
    return !(content instanceof Content.Media media)
        || media.files().stream().allMatch(file -> store.get(key(file.media())).isEmpty());
  }

  /** Begins, or goes on without waiting any longer: the way to the server has just opened. */
  public void wake() {
    stopped = false;
    runs.values().forEach(Run::wake);
    for (var json : store.values(PREFIX)) {
      var pending = Pending.read(json);
      runs.computeIfAbsent(pending.media(), media -> new Run(pending)).next();
    }
  }

  /** Forgets what it waits for, because the profile is signed out or closed. */
  public void stop() {
    stopped = true;
    runs.values().forEach(Run::wake);
    runs.clear();
  }

  /** Lets go of what no message waits for any more. @param wanted the files of those that wait */
  public void tidy(Collection<MediaId> wanted) {
    var kept = new HashSet<>(wanted);
    var batch = new Batch();
    store.values(PREFIX).stream().map(Pending::read).map(Pending::media).filter(media -> !kept.contains(media))
        .forEach(media -> batch.remove(key(media)));
    store.write(batch);
    spool.retain(store.values(PREFIX).stream().map(Pending::read).map(Pending::media).toList());
  }

  private void put(Pending pending, Batch batch) {
    batch.put(key(pending.media()), pending.write());
  }

  private void end(Pending pending) {
    runs.remove(pending.media());
    store.write(new Batch().remove(key(pending.media())));
    spool.remove(pending.media());
  }

  private static String key(MediaId media) {
    return PREFIX + media.value();
  }

  /** An address for a chunk. */
  private record Address(int index, String url, Map<String, String> headers) {}

  /** One file on its way. */
  private final class Run {
    private final Pending pending;
    private final Backoff backoff = new Backoff(random, FIRST, MOST);
    private final Deque<Address> addresses = new ArrayDeque<>();
    private Optional<Loop.Timer> timer = Optional.empty();
    private boolean asking;
    private int underWay;
    private int refusals;
    private boolean refused;
    private boolean trouble;

    private Run(Pending pending) {
      this.pending = pending;
    }

    private void wake() {
      timer.ifPresent(Loop.Timer::cancel);
      timer = Optional.empty();
    }

    /** Does what is to be done next, unless something is under way. */
    private void next() {
      if (isOver() || asking || underWay > 0 || timer.isPresent()) {
        return;
      }
      if (pending.isDone()) {
        end(pending);
        outcome.done(pending.conversation());
        return;
      }
      ask();
    }

    private boolean isOver() {
      return stopped || runs.get(pending.media()) != this;
    }

    private void ask() {
      asking = true;
      var request = Json.object();
      var chunks = request.putArray("chunks");
      pending.missing(MOST_ADDRESSES).forEach(index -> chunks.addObject().put("index", index)
          .put("length", pending.lengths().get(index)).put("sha256", pending.hashes().get(index)));
      var path = "/v1/conversations/" + pending.conversation() + "/media/" + pending.media() + "/uploads";
      loop.when(api.once("POST", path, Optional.of(request), body -> Json.list(body, "uploads", upload -> {
        var headers = new HashMap<String, String>();
        Json.child(upload, "headers").properties()
            .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Address((int) Json.integer(upload, "index"), Json.text(upload, "url"), headers);
      })), given -> {
        asking = false;
        if (isOver()) {
          return;
        }
        trouble = false;
        refused = false;
        addresses.clear();
        addresses.addAll(given);
        fill();
      }, failure -> {
        asking = false;
        if (Retry.passesAfter(failure).isPresent()) {
          later();
        } else if (failure instanceof CulverException.Refused refused && refused.problem().status() != 401) {
          fail(refused.problem().detail());
        }
        // Else the session is over: what waits goes on with the next one.
      });
    }

    private void fill() {
      while (!isOver() && !trouble && underWay < AT_ONCE && !addresses.isEmpty()) {
        put(addresses.poll());
      }
      next();
    }

    private void put(Address address) {
      byte[] bytes;
      try {
        bytes = spool.read(pending.media(), pending.offset(address.index()), pending.lengths().get(address.index()));
      } catch (IOException lost) {
        fail("the encrypted file is not on this device any more: " + lost.getMessage());
        return;
      }
      underWay++;
      loop.when(http.call(Http.Request.put(address.url(), address.headers(), bytes)), answer -> {
        underWay--;
        if (!isOver()) {
          answered(address.index(), answer.status());
          fill();
        }
      }, failure -> {
        underWay--;
        trouble = true;
        again();
      });
    }

    private void answered(int index, int status) {
      if (status == 200 || status == 412) {
        // 412: an attempt whose answer was lost had got through.
        pending.done().set(index);
        var batch = new Batch();
        Uploads.this.put(pending, batch);
        store.write(batch);
        backoff.reset();
        refusals = 0;
      } else if (status == 403 ? isRefusedForGood() : isFault(status)) {
        fail("the store refuses it with status " + status);
      } else {
        trouble = true;
        again();
      }
    }

    /** Addresses that were given together grow old together: that counts once. */
    private boolean isRefusedForGood() {
      refusals += refused ? 0 : 1;
      refused = true;
      return refusals >= MOST_REFUSALS;
    }

    private static boolean isFault(int status) {
      return status >= 400 && status < 500 && status != 408 && status != 409 && status != 429;
    }

    /** Tries again what is missing, once nothing is under way any more. */
    private void again() {
      if (underWay == 0) {
        later();
      }
    }

    private void later() {
      if (!isOver() && timer.isEmpty()) {
        addresses.clear();
        timer = Optional.of(loop.after(backoff.next(), () -> {
          timer = Optional.empty();
          next();
        }));
      }
    }

    private void fail(String reason) {
      if (!isOver()) {
        end(pending);
        outcome.failed(pending.conversation(), pending.media(), "the file cannot be uploaded: " + reason);
      }
    }
  }
}
