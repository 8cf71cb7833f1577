package app.culver.core.send;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Races;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.OwnConversation;
import app.culver.core.device.Caller;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.MessageIdReused;
import app.culver.core.refusal.Refusal.SyncFirst;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Appends one device's messages to a log, each at the position behind the last entry, under the condition that nothing is
 * there; who loses that race reads on and tries again. For one request and one thread.
 *
 * <p>Which membership an entry is accepted under follows from the positions alone. Each entry names the last change of the
 * membership before it, and so does the conversation. When the two agree, a put behind that entry succeeds only if no
 * change came between, since a change takes a position too.
 */
final class Appender {
  private final Log log;
  private final Conversations conversations;
  private final InstantSource clock;
  private final Duration retention;
  private final Backoff backoff;
  private final Caller caller;
  private final Tail tail;
  private final Instant deadline;
  private Conversation conversation;

  /** @param deadline from when on nothing more is put into the log */
  Appender(Log log, Conversations conversations, InstantSource clock, Duration retention, Backoff backoff,
      Caller caller, Conversation conversation, Tail tail, Instant deadline) {
    this.log = log;
    this.conversations = conversations;
    this.clock = clock;
    this.retention = retention;
    this.backoff = backoff;
    this.caller = caller;
    this.conversation = conversation;
    this.tail = tail;
    this.deadline = deadline;
  }

  /**
   * Puts the message into the log, unless an earlier attempt did.
   *
   * @param check refuses a message that does not suit the conversation, by throwing
   * @throws app.culver.core.refusal.RefusedException if the message is not in the log, or another one with its id is
   */
  Entry.Message append(Envelope envelope, BiConsumer<Conversation, Envelope> check) {
    for (int attempt = 1; attempt <= Races.MOST_ATTEMPTS; attempt++) {
      // Before every check: what was accepted stays accepted, whatever has changed since.
      Optional<Entry.Message> earlier = earlier(envelope);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      if (tail.farBehind()) {
        throw new SyncFirst(log.newest(conversation.id()).map(Mark::seq).orElse(tail.seen())).exception();
      }
      if (settled()) {
        check.accept(conversation, envelope);
        requireTime();
        Entry.Message entry = new Entry.Message(end() + 1, clock.instant(), caller.account(), caller.device(),
            conversation.change(), envelope, conversation.hiddenFrom(caller.account()));
        if (log.append(conversation.id(), entry, entry.time().plus(retention))) {
          tail.see(List.of(Mark.of(entry)));
          return entry;
        }
        backoff.await(attempt);
        tail.readOn(end());
      }
      requireTime();
    }
    throw new Busy().exception();
  }

  /** The conversation as it was when the last message got its place. */
  Conversation conversation() {
    return conversation;
  }

  private void requireTime() {
    if (!clock.instant().isBefore(deadline)) {
      throw new Busy().exception();
    }
  }

  /** The last position that is taken, seen or known to have been. */
  private long end() {
    return Math.max(tail.seen(), conversation.reached());
  }

  private Optional<Entry.Message> earlier(Envelope envelope) {
    return tail.find(envelope.id()).flatMap(seq -> log.entry(conversation.id(), seq)).map(entry -> {
      if (entry instanceof Entry.Message message && message.envelope().equals(envelope)) {
        if (message.change() > conversation.change()) {
          reread();
        }
        return message;
      }
      throw new MessageIdReused(entry.seq()).exception();
    });
  }

  /** Whether conversation and tail agree; if not, one of them was read anew and what follows has to be looked at again. */
  private boolean settled() {
    holdBack();
    long reached = conversation.reached();
    if (tail.seen() < reached) {
      tail.readOn(tail.seen());
      if (tail.seen() < reached) {
        // The last entries have expired. A conversation read after they were there knows every change up to them.
        reread();
        return conversation.reached() == reached;
      }
      return false;
    }
    long change = tail.newest().map(Mark::change).orElse(0L);
    if (change > conversation.change()) {
      reread();
      return false;
    }
    if (change < conversation.change()) {
      tail.readOn(tail.seen());
      return false;
    }
    return true;
  }

  /** Lets a change of the members get through, which would lose every race for the end of a busy log. */
  private void holdBack() {
    for (int wait = 1; conversation.isHeld(clock.instant()); wait++) {
      backoff.await(wait);
      requireTime();
      reread();
    }
  }

  private void reread() {
    conversation = OwnConversation.in(conversations.find(conversation.id()), caller);
  }
}
