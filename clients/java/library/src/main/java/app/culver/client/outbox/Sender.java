package app.culver.client.outbox;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import app.culver.client.loop.Loop;
import app.culver.client.people.Directory;
import app.culver.client.people.People;
import app.culver.client.people.Self;
import app.culver.client.session.Session;
import app.culver.client.store.Store;
import app.culver.client.wire.Sent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Sends what is in the queues: one send a conversation at a time, until each message is accepted or refused for good. */
public final class Sender {
  private final Loop loop;
  private final Random random;
  private final Outbox outbox;
  private final Items items;
  private final Sealer sealer;
  private final History history;
  private final Session session;
  private final Carrier carrier;
  private final Logs logs;
  private final Mending mending;
  private final Predicate<Content> ready;
  private final Map<ConversationId, Lane> lanes = new HashMap<>();

  /** What sending asks of the keeping of the logs. */
  public interface Logs {
    /** A conversation's log is to be fetched. */
    void want(ConversationId conversation);

    /** A message was accepted. */
    void accepted(ConversationId conversation, MessageId id, long seq);

    /** A conversation that the server does not have is to be begun anew. */
    CompletableFuture<ConversationId> begin(ConversationId conversation);
  }

  /**
   * A sender.
   *
   * @param self has the key to this account's names, unless there is none yet
   * @param ready whether a message may be sent: its files are uploaded. Others overtake those that are not
   */
  public Sender(Loop loop, SecureRandom random, Store store, Outbox outbox, History history, People people,
      Directory directory, Session session, Self self, Carrier carrier, Logs logs,
      Predicate<Content> ready) {
    this.loop = loop;
    this.random = random;
    this.outbox = outbox;
    this.items = outbox.items();
    this.sealer = new Sealer(store, history, people, session, new HpkeSuite(random), self);
    this.history = history;
    this.session = session;
    this.carrier = carrier;
    this.logs = logs;
    this.ready = ready;
    this.mending = new Mending(loop, outbox, history, directory, logs, this::pump);
  }

  /** Sends whatever waits, without waiting any longer: the way to the server has just opened. */
  public void wake() {
    lanes.values().forEach(Lane::wake);
    items.conversations().forEach(this::pump);
  }

  /** Forgets what it waits for, because the profile is signed out. */
  public void stop() {
    lanes.values().forEach(Lane::wake);
    lanes.clear();
  }

  /** A conversation's cursor moved. @param complete whether all that its log had is applied */
  public void advanced(ConversationId conversation, boolean complete) {
    outbox.place(conversation);
    var lane = lane(conversation);
    var cursor = history.progress(conversation).cursor();
    if (lane.syncUpTo().isPresent() && (complete || cursor >= lane.syncUpTo().getAsLong())) {
      lane.synced();
      outbox.forgetSince(conversation);
    }
    pump(conversation);
  }

  /** The logs begin anew: an acceptance before may have been lost, and numbers mean nothing any more. */
  public void epochBegan() {
    lanes.values().forEach(Lane::synced);
    outbox.forgetAcceptances();
  }

  /** Sends what waits in a conversation's queue, unless something is under way. */
  public void pump(ConversationId conversation) {
    var lane = lane(conversation);
    if (!lane.isFree() || session.identity().isEmpty()) {
      return;
    }
    var waiting = items.waiting(conversation).stream().filter(item -> ready.test(item.content())).toList();
    if (waiting.isEmpty()) {
      return;
    }
    if (history.hasEnded(conversation)) {
      waiting.forEach(item -> outbox.fail(item, Outbox.ENDED));
      return;
    }
    if (waiting.stream().anyMatch(item -> item.attempt().unsure())) {
      lane.syncFirst(Long.MAX_VALUE);
      logs.want(conversation);
      return;
    }
    if (waiting.get(0).attempt().since().isEmpty() && history.progress(conversation).cursor() == 0) {
      logs.want(conversation);
      return;
    }
    var unknown = sealer.unknownMembers(conversation);
    if (unknown.isEmpty()) {
      send(conversation, lane, waiting);
    } else {
      mending.refresh(conversation, lane, unknown, () -> pump(conversation));
    }
  }

  private void send(ConversationId conversation, Lane lane, List<Item> waiting) {
    var cursor = history.progress(conversation).cursor();
    var frame = sealer.frame(conversation, waiting, cursor, outbox::fail);
    if (frame.items().isEmpty()) {
      loop.execute(() -> pump(conversation));
      return;
    }
    // Stored before the first attempt: whatever becomes of that, the next one is the same.
    outbox.put(frame.items());
    lane.busy(true);
    loop.when(carrier.send(frame.request()), sent -> {
      lane.busy(false);
      sent(conversation, lane, frame.items(), sent);
    }, failure -> {
      lane.busy(false);
      if (failure instanceof CulverException.Refused refused) {
        mending.refused(conversation, lane, frame.items().get(0), refused.problem());
      } else {
        mending.failed(conversation, lane, failure);
      }
    });
  }

  private void sent(ConversationId conversation, Lane lane, List<Item> tried, Sent sent) {
    var accepted = new ArrayList<Item>();
    for (var each : sent.accepted()) {
      tried.stream().filter(item -> item.id().equals(each.id()) && mending.isWaiting(item))
          .map(item -> item.accepted(each.seq(), each.time())).forEach(accepted::add);
    }
    outbox.put(accepted);
    if (!sent.accepted().isEmpty()) {
      lane.succeeded();
    }
    accepted.forEach(item -> {
      sealer.accepted(item);
      outbox.changed(item);
      logs.accepted(conversation, item.id(), item.acceptance().orElseThrow().seq());
    });
    if (sent.stopped().isPresent() && sent.accepted().size() < tried.size()) {
      mending.refused(conversation, lane, tried.get(sent.accepted().size()), sent.stopped().get());
    } else if (sent.accepted().isEmpty()) {
      lane.later(loop, Duration.ZERO, () -> pump(conversation));
    } else {
      pump(conversation);
    }
  }

  /** The server has no such conversation: a restored backup may be older than it. */
  public void missing(ConversationId conversation) {
    if (history.standing(conversation).isPresent()) {
      pump(conversation);
      return;
    }
    var lane = lane(conversation);
    var waiting = items.waiting(conversation);
    if (lane.isFree() && !waiting.isEmpty()) {
      mending.begin(conversation, lane, waiting.get(0));
    }
  }

  private Lane lane(ConversationId conversation) {
    return lanes.computeIfAbsent(conversation, absent -> new Lane(random));
  }
}
