package app.culver.acceptance.history;

import app.culver.acceptance.history.Happening.Delivered;
import app.culver.acceptance.history.Happening.ReceiptGiven;
import app.culver.acceptance.history.Happening.ReceiptSeen;
import app.culver.acceptance.history.Happening.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    var got = new HashMap<Reader, Long>();
    var given = new HashMap<Reader, Level>();
    var seen = new HashMap<View, Level>();
    for (var happening : history.all()) {
      switch (happening) {
        case Delivered(var device, var conversation, var seq) ->
          got.merge(new Reader(device, conversation), seq, Math::max);
        case Shown shown -> got.merge(new Reader(shown.device(), shown.conversation()), shown.seq(), Math::max);
        case ReceiptGiven receipt -> {
          var reader = new Reader(receipt.device(), receipt.conversation());
          if (Math.max(receipt.delivered(), receipt.read()) > got.getOrDefault(reader, 0L)) {
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
}
