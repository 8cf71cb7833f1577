package app.culver.acceptance.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges what devices see while it happens: in each log one message at each position and no message at two, each device sees
 * every position once and in order, each acknowledgement says what the log says. What all devices have seen is kept as eight
 * bytes a message.
 */
final class Ledger {
  private static final int MOST_TOLD = 20;

  private final Map<String, Book> books = new ConcurrentHashMap<>();
  private final List<String> violations = new ArrayList<>();

  /** One conversation: what stands where, and how far each device has seen it. */
  private static final class Book {
    final List<Long> digests = new ArrayList<>();
    final Set<Long> messages = new HashSet<>();
    final Map<String, Long> seen = new HashMap<>();
    final Map<Long, Long> acknowledged = new HashMap<>();
  }

  /** A conversation that these devices see from its first entry, which all of them know. */
  void open(String conversation, List<String> devices) {
    var book = new Book();
    book.digests.add(0L);
    devices.forEach(device -> book.seen.put(device, 1L));
    books.put(conversation, book);
  }

  /** A device shows a message, or finds its own one there. @param message its id */
  void seen(String device, String conversation, long seq, String message) {
    var book = books.get(conversation);
    synchronized (book) {
      var before = book.seen.get(device);
      if (seq != before + 1) {
        violated(device + " sees " + seq + " of " + conversation + " after " + before);
      }
      book.seen.put(device, Math.max(before, seq));
      place(book, conversation, seq, message);
    }
  }

  private void place(Book book, String conversation, long seq, String message) {
    var digest = digest(message);
    if (seq <= book.digests.size()) {
      if (book.digests.get((int) seq - 1) != digest) {
        violated("two messages at " + seq + " of " + conversation + ", one of them " + message);
      }
    } else if (seq == book.digests.size() + 1) {
      book.digests.add(digest);
      if (!book.messages.add(digest)) {
        violated(message + " stands twice in " + conversation + ", again at " + seq);
      }
    } else {
      violated("nobody has seen what is before " + seq + " of " + conversation);
    }
    var told = book.acknowledged.remove(seq);
    if (told != null && told != digest) {
      violated("another message than " + message + " was acknowledged at " + seq + " of " + conversation);
    }
  }

  /** The server has acknowledged a message. */
  void acknowledged(String conversation, long seq, String message) {
    var book = books.get(conversation);
    synchronized (book) {
      if (seq > book.digests.size()) {
        book.acknowledged.put(seq, digest(message));
      } else if (book.digests.get((int) seq - 1) != digest(message)) {
        violated(message + " was acknowledged at " + seq + " of " + conversation + ", where another one stands");
      }
    }
  }

  /** What must not be, now that all is quiet and every device has fetched what there was: empty if all is well. */
  List<String> verdict() {
    books.forEach((conversation, book) -> {
      synchronized (book) {
        book.acknowledged.keySet().forEach(seq -> violated(
            "nobody has found what was acknowledged at " + seq + " of " + conversation));
        book.seen.forEach((device, seen) -> {
          if (seen != book.digests.size()) {
            violated(device + " has seen " + seen + " of " + book.digests.size() + " in " + conversation);
          }
        });
      }
    });
    return List.copyOf(violations);
  }

  /** How many messages the logs have, the first entries left out. */
  long messages() {
    return books.values().stream().mapToLong(book -> book.digests.size() - 1L).sum();
  }

  private synchronized void violated(String what) {
    if (violations.size() < MOST_TOLD) {
      violations.add(what);
    }
  }

  /** FNV-1a of 64 bits: two of some ten thousand random ids never agree by chance. */
  private static long digest(String message) {
    var hash = 0xcbf29ce484222325L;
    for (var index = 0; index < message.length(); index++) {
      hash = (hash ^ message.charAt(index)) * 0x100000001b3L;
    }
    return hash;
  }
}
