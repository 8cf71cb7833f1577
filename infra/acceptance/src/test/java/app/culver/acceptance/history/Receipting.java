package app.culver.acceptance.history;

import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Delivered;
import app.culver.acceptance.history.Happening.ReceiptGiven;
import app.culver.acceptance.history.Happening.ReceiptSeen;
import app.culver.acceptance.history.Happening.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How far people have come, and what is said of it. */
final class Receipting {
  private Receipting() {}

  private record Reader(String who, String conversation) {}

  private record View(String device, String conversation, String account) {}

  private record Level(long delivered, long read) {
    static final Level NONE = new Level(0, 0);

    Level and(Level other) {
      return new Level(Math.max(delivered, other.delivered), Math.max(read, other.read));
    }

    boolean isBelow(Level other) {
      return delivered < other.delivered || read < other.read;
    }

    boolean exceeds(Level other) {
      return delivered > other.delivered || read > other.read;
    }
  }

  /** Walks through the history once: what is told of an account was given before, and what is given was got before. */
  static Stream<String> untrue(History history) {
    List<String> found = new ArrayList<>();
    var accepted = history.all(Accepted.class).stream().distinct().toList();
    var got = new HashMap<Reader, Set<Long>>();
    var given = new HashMap<Reader, Level>();
    var seen = new HashMap<View, Level>();
    for (var happening : history.all()) {
      switch (happening) {
        case Delivered(var device, var conversation, var seq) ->
          got.computeIfAbsent(new Reader(device, conversation), unseen -> new TreeSet<>()).add(seq);
        case Shown shown -> got
            .computeIfAbsent(new Reader(shown.device(), shown.conversation()), unseen -> new TreeSet<>())
            .add(shown.seq());
        case ReceiptGiven receipt -> {
          var reader = new Reader(receipt.device(), receipt.conversation());
          if (!hasGot(history, accepted, got.getOrDefault(reader, Set.of()), receipt)) {
            found.add("given before it was got: " + receipt);
          }
          given.merge(new Reader(history.account(receipt.device()), receipt.conversation()),
              new Level(Math.max(receipt.delivered(), receipt.read()), receipt.read()), Level::and);
        }
        case ReceiptSeen receipt -> {
          var level = new Level(receipt.delivered(), receipt.read());
          if (level.exceeds(
              given.getOrDefault(new Reader(receipt.account(), receipt.conversation()), Level.NONE))) {
            found.add("nobody gave " + receipt);
          }
          var view = new View(receipt.device(), receipt.conversation(), receipt.account());
          if (level.isBelow(seen.getOrDefault(view, Level.NONE))) {
            found.add("went back: " + receipt);
          }
          seen.merge(view, level, Level::and);
        }
        default -> {}
      }
    }
    return found.stream();
  }

  /** Whether the device has the position that it acknowledges, and each message for it that lies before. */
  private static boolean hasGot(History history, List<Accepted> accepted, Set<Long> got, ReceiptGiven receipt) {
    var upTo = Math.max(receipt.delivered(), receipt.read());
    return got.stream().anyMatch(seq -> seq >= upTo)
        && accepted.stream().filter(each -> each.conversation().equals(receipt.conversation()) && each.seq() <= upTo)
            .filter(each -> !each.message().device().equals(receipt.device()))
            .filter(each -> history.maySee(history.account(receipt.device()), each.conversation(), each.seq()))
            .filter(each -> history.wasThere(receipt.device(), each)).allMatch(each -> got.contains(each.seq()));
  }
}
