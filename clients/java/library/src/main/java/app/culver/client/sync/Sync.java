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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
  private static final Pattern CURSOR_POINTER = Pattern.compile("/cursors/(\\d{1,2})/conversation");

  private final Loop loop;
  private final Api api;
  private final Session session;
  private final History history;
  private final Arrivals arrivals;
  private final Conversations conversations;
  private final Hooks hooks;
  private final Backoff backoff;
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

    /** The server has no such conversation, or this account is no member of it. */
    void missing(ConversationId conversation);

    /** The logs begin anew: numbers given before mean nothing any more. */
    void epochBegan();
  }

  public Sync(Loop loop, Api api, Session session, History history, Applier applier, Conversations conversations,
      Hooks hooks, Random random) {
    this.loop = loop;
    this.api = api;
    this.session = session;
    this.history = history;
    this.arrivals = new Arrivals(loop, history, applier, session, hooks, new Needs());
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
      wantListed(listed);
      fetch();
    }, failure -> {
      listing--;
      fail(failure);
    });
    return future;
  }

  /** Groups that are not listed any more have an end that is still to be read. */
  private void wantListed(List<ConversationId> listed) {
    listed.forEach(arrivals::expectMore);
    wanted.addAll(listed);
    history.conversations().stream()
        .filter(known -> !listed.contains(known) && history.standing(known).isPresent() && !history.hasEnded(known))
        .forEach(wanted::add);
  }

  /** Fetches what a conversation lacks. */
  public void want(ConversationId conversation) {
    arrivals.expectMore(conversation);
    wanted.add(conversation);
    fetch();
  }

  /** Takes an entry that arrived live. */
  public void arrived(ConversationId conversation, Entry entry) {
    if (history.has(conversation)) {
      arrivals.offer(conversation, new Arrival.Logged(entry));
      fetch();
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
    arrivals.offer(conversation, new Arrival.Accepted(seq, id));
    fetch();
  }

  /** Forgets what is under way, because the profile is signed out. */
  public void stop(CulverException reason) {
    arrivals.forgetAll();
    wanted.clear();
    resume();
    fail(reason);
  }

  private void fetch() {
    if (fetching || pause.isPresent() || session.identity().isEmpty()) {
      return;
    }
    var cursors = new LinkedHashMap<ConversationId, Long>();
    for (var conversation : wanted) {
      if (cursors.size() < CURSORS_A_CALL && !arrivals.isApplying(conversation)) {
        cursors.put(conversation, history.progress(conversation).cursor());
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
    pages.forEach(page -> arrivals.take(page, !wanted.contains(page.conversation())));
    if (pages.stream().allMatch(page -> page.entries().isEmpty()) && !wanted.isEmpty()) {
      pause();
    }
  }

  /** @return whether entries were applied under another epoch, so that everything begins anew */
  private boolean beginEpoch(long epoch) {
    var anew = history.epoch() != 0;
    history.beginEpoch(epoch, session.identity().map(Session.Identity::account));
    if (anew) {
      arrivals.forgetAll();
      wanted.addAll(history.conversations());
      hooks.epochBegan();
    }
    return anew;
  }

  private void refused(CulverException failure, List<ConversationId> asked) {
    if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound notFound) {
      var pointer = CURSOR_POINTER.matcher(notFound.pointer());
      if (pointer.matches() && Integer.parseInt(pointer.group(1)) < asked.size()) {
        var gone = asked.get(Integer.parseInt(pointer.group(1)));
        arrivals.forget(gone);
        wanted.addAll(asked);
        wanted.remove(gone);
        hooks.missing(gone);
        fetch();
        return;
      }
    }
    if (!(failure instanceof CulverException.SignedOut)) {
      wanted.addAll(asked);
    } else if (session.identity().isPresent()) {
      // Asked in a former session, which says nothing of this one.
      fetch();
      return;
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
        List.copyOf(wanted).forEach(arrivals::pump);
        fetch();
      }));
    }
  }

  private void resume() {
    pause.ifPresent(Loop.Timer::cancel);
    pause = Optional.empty();
  }

  private void settle() {
    if (listing > 0 || !wanted.isEmpty() || arrivals.isApplying()) {
      return;
    }
    backoff.reset();
    var told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(future -> future.complete(null));
  }

  private final class Needs implements Arrivals.Needs {
    @Override
    public void fetch(ConversationId conversation) {
      wanted.add(conversation);
    }

    @Override
    public void pause() {
      Sync.this.pause();
    }

    @Override
    public void applied() {
      backoff.reset();
      Sync.this.fetch();
    }

    @Override
    public void failed(CulverException failure) {
      fail(failure);
    }
  }
}
