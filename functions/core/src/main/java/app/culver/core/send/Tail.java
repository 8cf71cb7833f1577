package app.culver.core.send;

import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one send has seen of a log: where it ends, and which of the device's messages are in it. Not for many threads. */
final class Tail {
  /** How many entries a sender may be behind, as long as they are short: see {@link Log#marks}. */
  static final int MOST_BEHIND = 256;

  private final Log log;
  private final ConversationId conversation;
  private final DeviceId device;
  private final Map<MessageId, Long> own = new HashMap<>();
  private Optional<Mark> newest = Optional.empty();
  private boolean farBehind;

  private Tail(Log log, ConversationId conversation, DeviceId device) {
    this.log = log;
    this.conversation = conversation;
    this.device = device;
  }

  /** Reads from the sender's cursor, whose entry is usually the last; without it, from the newest entry there is. */
  static Tail since(Log log, ConversationId conversation, DeviceId device, long since) {
    Tail tail = new Tail(log, conversation, device);
    // One for the cursor's own entry.
    Log.Marks read = log.marks(conversation, since, 1 + MOST_BEHIND);
    tail.farBehind = read.more();
    tail.see(read.marks().isEmpty() ? log.newest(conversation).stream().toList() : read.marks());
    return tail;
  }

  /** Reads on behind this position, or behind what was seen if that is further. */
  void readOn(long behind) {
    Log.Marks read;
    do {
      read = log.marks(conversation, Math.max(behind, seen()) + 1, MOST_BEHIND);
      see(read.marks());
    } while (read.more());
  }

  /** Where the device's message is. */
  Optional<Long> find(MessageId message) {
    return Optional.ofNullable(own.get(message));
  }

  /** The last entry seen, which is the last of the log unless the sender is far behind or the last ones have expired. */
  Optional<Mark> newest() {
    return newest;
  }

  /** The position of {@link #newest}, or 0. */
  long seen() {
    return newest.map(Mark::seq).orElse(0L);
  }

  /** Whether the sender is so far behind that this is not the end of the log. */
  boolean farBehind() {
    return farBehind;
  }

  void see(List<Mark> marks) {
    for (Mark mark : marks) {
      newest = Optional.of(mark);
      if (mark.device().equals(device)) {
        // The first: a device that asks to look too late for an id may have used it twice.
        mark.message().ifPresent(message -> own.putIfAbsent(message, mark.seq()));
      }
    }
  }
}
