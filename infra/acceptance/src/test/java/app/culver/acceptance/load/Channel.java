package app.culver.acceptance.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One conversation as one device has it: its cursor, what has come ahead of it, and what waits to be sent. */
final class Channel {
  private final String conversation;
  /** How many devices see a message of this one. */
  private final int others;
  private final TreeMap<Long, Shown> ahead = new TreeMap<>();
  private final Deque<Outgoing> outgoing = new ArrayDeque<>();
  private long cursor = 1;
  /** The last entry of others, and how far they were told. */
  private long heard = 1;
  private long told = 1;
  private boolean inFlight;
  private int attempts;

  /** A message that is not acknowledged yet; its frame is the same at each attempt but for the {@code requestId}. */
  record Outgoing(String id, ObjectNode frame) {}

  /** What is shown now. @param own whether this device wrote it */
  record Shown(long seq, String message, boolean own) {}

  Channel(String conversation, int others) {
    this.conversation = conversation;
    this.others = others;
  }

  String conversation() {
    return conversation;
  }

  int others() {
    return others;
  }

  long cursor() {
    return cursor;
  }

  /** Takes an entry. @return what is in order now and was not before */
  List<Shown> take(long seq, String message, boolean own) {
    if (seq > cursor) {
      ahead.putIfAbsent(seq, new Shown(seq, message, own));
    }
    var shown = new ArrayList<Shown>();
    while (!ahead.isEmpty() && ahead.firstKey() == cursor + 1) {
      cursor++;
      shown.add(ahead.pollFirstEntry().getValue());
      if (!shown.getLast().own()) {
        heard = cursor;
      }
    }
    return shown;
  }

  boolean hasGap() {
    return !ahead.isEmpty();
  }

  /** How far the others may be told that this device is; empty if they know. */
  Optional<Long> toTell() {
    if (heard == told) {
      return Optional.empty();
    }
    told = heard;
    return Optional.of(heard);
  }

  void add(Outgoing message) {
    outgoing.add(message);
  }

  /** The next message, if none is in flight; it is from now on. */
  Optional<Outgoing> next() {
    if (inFlight || outgoing.isEmpty()) {
      return Optional.empty();
    }
    inFlight = true;
    attempts++;
    return Optional.of(outgoing.peek());
  }

  boolean isInFlight(String id) {
    return inFlight && outgoing.peek().id().equals(id);
  }

  /** Counts what was tried: whoever gives up an attempt does not mean a later one. */
  int attempts() {
    return attempts;
  }

  /** Whether this attempt waits for its answer. */
  boolean isUnderWay(int attempt) {
    return inFlight && attempts == attempt;
  }

  /** The message in flight has to be tried again. */
  void unanswered() {
    inFlight = false;
  }

  /** The message in flight is in the log. */
  void answered() {
    inFlight = false;
    outgoing.remove();
  }

  boolean isIdle() {
    return outgoing.isEmpty();
  }
}
