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
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  /** Those of the wanted ones of which a little less than the newest will do. */
  private final Set<ConversationId> glanced = new HashSet<>();
  /** Where the logs end of which more is to come. */
  private final Map<ConversationId, Long> ends = new HashMap<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private int listing;
  private boolean fetching;
  /** Whether the server is an older one, that does not know what a request may leave open. */
  private boolean plain;
  private Optional<Loop.Timer> pause = Optional.empty();

  /** Who hears of what sync learns on the way. */
  public interface Hooks {
    /** How far an account has come. */
    void receipt(ConversationId conversation, Synced.Receipt receipt);

    /** Whether the server numbers its logs otherwise than what is here, as far as is known. */
    boolean isBehind();

    /** Whether the server has said that it has this device's own receipts. */
    boolean isTold(ConversationId conversation);

    /** The server brings again what this device has told that it has. */
    void repeated(ConversationId conversation);

    /** The cursor of a conversation moved. @param complete whether all that its log had is applied */
    void advanced(ConversationId conversation, boolean complete);

    /** So many entries are known to be missing. */
    void behind(long missing);

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
    return catchUp(false);
  }

  /** The same shortly after it was done; what is only moments old may be missing. */
  public CompletableFuture<Void> catchUpAgain() {
    return catchUp(true);
  }

  private CompletableFuture<Void> catchUp(boolean again) {
    var future = new CompletableFuture<Void>();
    waiting.add(future);
    listing++;
    resume();
    loop.when(conversations.list(), listed -> {
      listing--;
      wantListed(listed, again);
      fetch();
    }, failure -> {
      listing--;
      fail(failure);
    });
    return future;
  }

  /** Groups that are not listed any more have an end that is still to be read. */
  private void wantListed(List<ConversationId> listed, boolean again) {
    listed.forEach(arrivals::expectMore);
    if (again) {
      listed.stream().filter(conversation -> !wanted.contains(conversation)).forEach(glanced::add);
    } else {
      glanced.removeAll(listed);
    }
    wanted.addAll(listed);
    history.conversations().stream()
        .filter(known -> !listed.contains(known) && history.standing(known).isPresent() && !history.hasEnded(known))
        .forEach(wanted::add);
  }

  /** Fetches what a conversation lacks. */
  public void want(ConversationId conversation) {
    arrivals.expectMore(conversation);
    needed(conversation);
    fetch();
  }

  private void needed(ConversationId conversation) {
    wanted.add(conversation);
    glanced.remove(conversation);
  }

  /** Takes an entry that arrived live. */
  public void arrived(ConversationId conversation, Entry entry) {
    if (!history.has(conversation)) {
      arrivedUnknown(conversation);
    } else if (history.epoch() == 0 || hooks.isBehind()) {
      // Its number means nothing here yet: a sync brings it together with the epoch.
      want(conversation);
    } else {
      if (isRepeated(conversation, entry)) {
        hooks.repeated(conversation);
      }
      arrivals.offer(conversation, new Arrival.Logged(entry));
      fetch();
    }
  }

  private void arrivedUnknown(ConversationId conversation) {
    if (!conversations.isUnreadable(conversation)) {
      loop.when(conversations.fetch(conversation), known -> {
        if (known) {
          want(conversation);
        }
      }, failure -> {
        // The next sync lists it.
      });
    }
  }

  /** Whether it is here under this number: in a log that was restored another one may have it. */
  private boolean isRepeated(ConversationId conversation, Entry entry) {
    var progress = history.progress(conversation);
    return entry instanceof Entry.Message message && entry.seq() <= Math.min(progress.cursor(), progress.delivered())
        && history.find(conversation, message.device(), message.envelope().id())
            .filter(line -> line.epoch() == history.epoch() && line.seq().equals(OptionalLong.of(entry.seq())))
            .isPresent();
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
    glanced.clear();
    ends.clear();
    resume();
    fail(reason);
  }

  private void fetch() {
    if (fetching || pause.isPresent() || session.identity().isEmpty()) {
      return;
    }
    // Neighbours are cheaper for the server.
    var asked = wanted.stream().filter(conversation -> !arrivals.isApplying(conversation)).limit(CURSORS_A_CALL)
        .sorted().toList();
    if (asked.isEmpty()) {
      settle();
      return;
    }
    var request = request(asked);
    asked.forEach(wanted::remove);
    asked.forEach(glanced::remove);
    fetching = true;
    loop.when(api.post("/v1/sync", request, Synced::read), synced -> {
      fetching = false;
      if (synced.logEpoch() < history.epoch()) {
        refused(new CulverException.Unreachable("what answered knows of older logs only", null), asked);
        return;
      }
      take(synced, Set.copyOf(asked));
      fetch();
    }, failure -> {
      fetching = false;
      refused(failure, asked);
    });
  }

  private ObjectNode request(List<ConversationId> asked) {
    var self = session.required().account();
    return Synced.request(asked.stream().map(conversation -> new Synced.Cursor(conversation,
        history.progress(conversation).cursor(), plain || !hooks.isTold(conversation)
            || history.mayLearnFromReceipts(conversation, self)))
        .toList(),
        !plain && glanced.containsAll(asked));
  }

  private void take(Synced synced, Set<ConversationId> asked) {
    if (synced.logEpoch() != history.epoch() && beginEpoch(synced.logEpoch())) {
      return;
    }
    var pages = synced.conversations().stream().filter(page -> asked.contains(page.conversation())).toList();
    pages.forEach(this::noteEnd);
    pages.forEach(page -> arrivals.take(page, !wanted.contains(page.conversation())));
    tellMissing();
    if (pages.stream().allMatch(page -> page.entries().isEmpty()) && !wanted.isEmpty()) {
      pause();
    }
  }

  private void noteEnd(Synced.Page page) {
    if (page.more()) {
      ends.put(page.conversation(), page.tail());
    } else {
      ends.remove(page.conversation());
    }
  }

  private void tellMissing() {
    var missing = ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - history.progress(end.getKey()).cursor())).sum();
    if (missing > 0 && !waiting.isEmpty()) {
      hooks.behind(missing);
    }
  }

  /** @return whether entries were applied under another epoch, so that everything begins anew */
  private boolean beginEpoch(long epoch) {
    var anew = history.epoch() != 0;
    history.beginEpoch(epoch, session.identity().map(Session.Identity::account));
    if (anew) {
      arrivals.forgetAll();
      ends.clear();
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
        ends.remove(gone);
        asked.forEach(this::needed);
        wanted.remove(gone);
        hooks.missing(gone);
        fetch();
        return;
      }
    }
    if (!plain && failure instanceof CulverException.Refused refused
        && refused.problem() instanceof Problem.InvalidRequest) {
      plain = true;
      asked.forEach(this::needed);
      fetch();
      return;
    }
    if (!(failure instanceof CulverException.SignedOut)) {
      asked.forEach(this::needed);
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
      needed(conversation);
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
