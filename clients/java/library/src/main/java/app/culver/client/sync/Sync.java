package app.culver.client.sync;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import app.culver.client.loop.Backoff;
import app.culver.client.loop.Loop;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.wire.Entry;
import app.culver.client.wire.Synced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Keeps the history in step with the logs. At most one request is under way; what is wanted meanwhile waits for the next
 * one, so an answer is never taken for newer than its question.
 */
public final class Sync {
  private static final int CURSORS_A_CALL = 50;
  /** After so many answers in a row that did not fill a gap it is left to the next sync. */
  private static final int MOST_FRUITLESS = 5;
  private static final Pattern CURSOR_POINTER = Pattern.compile("/cursors/(\\d{1,2})/conversation");

  private final Loop loop;
  private final Api api;
  private final Session session;
  private final History history;
  private final Applier applier;
  private final Conversations conversations;
  private final Hooks hooks;
  private final Backoff backoff;
  private final Map<ConversationId, Track> tracks = new HashMap<>();
  private final Set<ConversationId> wanted = new LinkedHashSet<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private int listing;
  private boolean fetching;
  private Optional<Loop.Timer> pause = Optional.empty();

  /** Who hears of what sync learns on the way. */
  public interface Hooks {
    /** How far an account has come. */
    void receipt(ConversationId conversation, Synced.Receipt receipt);

    /** The cursor of a conversation moved. @param complete whether all that its log had is applied */
    void advanced(ConversationId conversation, boolean complete);

    /** The logs begin anew: numbers given before mean nothing any more. */
    void epochBegan();
  }

  public Sync(Loop loop, Api api, Session session, History history, Applier applier, Conversations conversations,
      Hooks hooks, Random random) {
    this.loop = loop;
    this.api = api;
    this.session = session;
    this.history = history;
    this.applier = applier;
    this.conversations = conversations;
    this.hooks = hooks;
    this.backoff = new Backoff(random, Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  /** Fetches and applies everything new; ends when nothing is missing. */
  public CompletableFuture<Void> catchUp() {
    var future = new CompletableFuture<Void>();
    waiting.add(future);
    listing++;
    resume();
    loop.when(conversations.list(), listed -> {
      listing--;
      wanted.addAll(listed);
      fetch();
    }, failure -> {
      listing--;
      fail(failure);
    });
    return future;
  }

  /** Fetches what a conversation lacks. */
  public void want(ConversationId conversation) {
    track(conversation).complete(false);
    wanted.add(conversation);
    fetch();
  }

  /** Takes an entry that arrived live. */
  public void arrived(ConversationId conversation, Entry entry) {
    if (history.has(conversation)) {
      offer(conversation, new Arrival.Logged(entry));
    } else if (!conversations.isUnreadable(conversation)) {
      loop.when(conversations.fetch(conversation), known -> {
        if (known) {
          want(conversation);
        }
      }, failure -> {
        // The next sync lists it.
      });
    }
  }

  /** A message of this device was accepted. */
  public void accepted(ConversationId conversation, MessageId id, long seq) {
    offer(conversation, new Arrival.Accepted(seq, id));
  }

  /** Forgets what is under way, because the profile is signed out. */
  public void stop(CulverException reason) {
    tracks.clear();
    wanted.clear();
    resume();
    fail(reason);
  }

  private void offer(ConversationId conversation, Arrival arrival) {
    if (!track(conversation).offer(arrival, cursor(conversation))) {
      wanted.add(conversation);
    }
    pump(conversation);
    fetch();
  }

  private Track track(ConversationId conversation) {
    return tracks.computeIfAbsent(conversation, absent -> new Track());
  }

  private long cursor(ConversationId conversation) {
    return history.progress(conversation).cursor();
  }

  /** Applies what is in order, and wants what is missing. */
  private void pump(ConversationId conversation) {
    var track = track(conversation);
    if (track.isApplying() || session.identity().isEmpty()) {
      return;
    }
    var run = track.next(cursor(conversation));
    if (run.isEmpty()) {
      if (!track.isEmpty()) {
        wanted.add(conversation);
      }
      return;
    }
    track.applying(true);
    loop.when(applier.prepare(conversation, run), done -> {
      track.applying(false);
      if (tracks.get(conversation) == track && session.identity().isPresent()) {
        applier.apply(conversation, run);
        track.fruitful();
        backoff.reset();
        hooks.advanced(conversation, track.isComplete());
        pump(conversation);
      }
      fetch();
    }, failure -> {
      track.applying(false);
      wanted.add(conversation);
      fail(failure);
    });
  }

  private void fetch() {
    if (fetching || pause.isPresent() || session.identity().isEmpty()) {
      return;
    }
    var cursors = new LinkedHashMap<ConversationId, Long>();
    for (var conversation : wanted) {
      if (cursors.size() < CURSORS_A_CALL && !track(conversation).isApplying()) {
        cursors.put(conversation, cursor(conversation));
      }
    }
    if (cursors.isEmpty()) {
      settle();
      return;
    }
    wanted.removeAll(cursors.keySet());
    fetching = true;
    loop.when(api.post("/v1/sync", Synced.request(cursors), Synced::read), synced -> {
      fetching = false;
      take(synced, cursors.keySet());
      fetch();
    }, failure -> {
      fetching = false;
      refused(failure, List.copyOf(cursors.keySet()));
    });
  }

  private void take(Synced synced, Set<ConversationId> asked) {
    if (synced.logEpoch() != history.epoch() && beginEpoch(synced.logEpoch())) {
      return;
    }
    var pages = synced.conversations().stream().filter(page -> asked.contains(page.conversation())).toList();
    pages.forEach(this::take);
    if (pages.stream().allMatch(page -> page.entries().isEmpty()) && !wanted.isEmpty()) {
      pause();
    }
  }

  /** @return whether entries were applied under another epoch, so that everything begins anew */
  private boolean beginEpoch(long epoch) {
    var anew = history.epoch() != 0;
    history.beginEpoch(epoch, session.identity().map(Session.Identity::account));
    if (anew) {
      tracks.clear();
      wanted.addAll(history.conversations());
      hooks.epochBegan();
    }
    return anew;
  }

  private void take(Synced.Page page) {
    var conversation = page.conversation();
    var track = track(conversation);
    var cursor = cursor(conversation);
    page.receipts().forEach(receipt -> hooks.receipt(conversation, receipt));
    var fits = true;
    for (var entry : page.entries()) {
      fits = fits && track.offer(new Arrival.Logged(entry), cursor);
    }
    track.complete(fits && !page.more() && !wanted.contains(conversation));
    if (!fits || page.more()) {
      wanted.add(conversation);
    }
    if (fits && !page.entries().isEmpty()) {
      track.completeUpTo(page.entries().get(page.entries().size() - 1).seq());
    } else if (track.isComplete() && page.tail() > cursor) {
      track.offer(new Arrival.Emptied(page.tail()), cursor);
      track.completeUpTo(page.tail());
    }
    if (!track.isApplying() && track.next(cursor).isEmpty()) {
      idle(conversation, track);
    }
    pump(conversation);
  }

  /** An answer brought nothing that could be applied. */
  private void idle(ConversationId conversation, Track track) {
    if (track.isEmpty()) {
      hooks.advanced(conversation, track.isComplete());
    } else if (track.fruitless() >= MOST_FRUITLESS) {
      track.drop();
    } else {
      pause();
    }
  }

  private void refused(CulverException failure, List<ConversationId> asked) {
    if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound notFound) {
      var pointer = CURSOR_POINTER.matcher(notFound.pointer());
      if (pointer.matches() && Integer.parseInt(pointer.group(1)) < asked.size()) {
        var gone = asked.get(Integer.parseInt(pointer.group(1)));
        tracks.remove(gone);
        wanted.addAll(asked);
        wanted.remove(gone);
        fetch();
        return;
      }
    }
    if (!(failure instanceof CulverException.SignedOut)) {
      wanted.addAll(asked);
    }
    fail(failure);
  }

  /** Tells whoever waits, and tries what is wanted again later. */
  private void fail(CulverException failure) {
    var told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(future -> future.completeExceptionally(failure));
    if (!wanted.isEmpty() && session.identity().isPresent()) {
      pause();
    }
  }

  /** Asks nothing for a while. */
  private void pause() {
    if (pause.isEmpty()) {
      pause = Optional.of(loop.after(backoff.next(), () -> {
        pause = Optional.empty();
        List.copyOf(wanted).forEach(this::pump);
        fetch();
      }));
    }
  }

  private void resume() {
    pause.ifPresent(Loop.Timer::cancel);
    pause = Optional.empty();
  }

  private void settle() {
    if (listing > 0 || !wanted.isEmpty() || tracks.values().stream().anyMatch(Track::isApplying)) {
      return;
    }
    backoff.reset();
    var told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(future -> future.complete(null));
  }
}
