package app.culver.client.sync;

import app.culver.client.CulverException;
import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Session;
import app.culver.client.wire.Synced;
import java.util.HashMap;
import java.util.Map;

/** Puts what arrives, live or in pages, into the order of each log, and has it applied. */
final class Arrivals {
  /** After so many answers in a row that did not fill a gap it is left to the next sync. */
  private static final int MOST_FRUITLESS = 5;

  private final Loop loop;
  private final History history;
  private final Applier applier;
  private final Session session;
  private final Sync.Hooks hooks;
  private final Needs needs;
  private final Map<ConversationId, Track> tracks = new HashMap<>();

  /** What has to be done about the arrivals. */
  interface Needs {
    /** Something of this log has to be fetched. */
    void fetch(ConversationId conversation);

    /** What was fetched did not help: fetching is to wait a while. */
    void pause();

    /** Something was applied. */
    void applied();

    /** Something could not be applied, for lack of keys. */
    void failed(CulverException failure);
  }

  Arrivals(Loop loop, History history, Applier applier, Session session, Sync.Hooks hooks, Needs needs) {
    this.loop = loop;
    this.history = history;
    this.applier = applier;
    this.session = session;
    this.hooks = hooks;
    this.needs = needs;
  }

  boolean isApplying(ConversationId conversation) {
    return track(conversation).isApplying();
  }

  boolean isApplying() {
    return tracks.values().stream().anyMatch(Track::isApplying);
  }

  /** The log may have more than was seen. */
  void expectMore(ConversationId conversation) {
    track(conversation).complete(false);
  }

  void forget(ConversationId conversation) {
    tracks.remove(conversation);
  }

  void forgetAll() {
    tracks.clear();
  }

  /** Takes what arrived live. */
  void offer(ConversationId conversation, Arrival arrival) {
    if (!track(conversation).offer(arrival, cursor(conversation))) {
      needs.fetch(conversation);
    }
    pump(conversation);
  }

  /** Takes a page. @param last whether nothing has asked for more since the page was asked for */
  void take(Synced.Page page, boolean last) {
    var conversation = page.conversation();
    var track = track(conversation);
    var cursor = cursor(conversation);
    page.receipts().forEach(receipt -> hooks.receipt(conversation, receipt));
    var fits = true;
    for (var entry : page.entries()) {
      fits = fits && track.offer(new Arrival.Logged(entry), cursor);
    }
    track.complete(fits && !page.more() && last);
    if (!fits || page.more()) {
      needs.fetch(conversation);
    }
    if (fits && !page.entries().isEmpty()) {
      track.completeUpTo(page.entries().get(page.entries().size() - 1).seq());
    } else if (track.isComplete() && page.tail() > cursor) {
      // Nothing is left of the log above the cursor.
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
      needs.pause();
    }
  }

  /** Applies what is in order, and wants what is missing. */
  void pump(ConversationId conversation) {
    var track = track(conversation);
    if (track.isApplying() || session.identity().isEmpty()) {
      return;
    }
    var run = track.next(cursor(conversation));
    if (run.isEmpty()) {
      if (!track.isEmpty()) {
        needs.fetch(conversation);
      }
      return;
    }
    track.applying(true);
    loop.when(applier.prepare(conversation, run), done -> {
      track.applying(false);
      if (tracks.get(conversation) == track && session.identity().isPresent()) {
        applier.apply(conversation, run);
        track.fruitful();
        hooks.advanced(conversation, track.isComplete() && track.next(cursor(conversation)).isEmpty());
        pump(conversation);
      }
      needs.applied();
    }, failure -> {
      track.applying(false);
      needs.fetch(conversation);
      needs.failed(failure);
    });
  }

  private Track track(ConversationId conversation) {
    return tracks.computeIfAbsent(conversation, absent -> new Track());
  }

  private long cursor(ConversationId conversation) {
    return history.progress(conversation).cursor();
  }
}
