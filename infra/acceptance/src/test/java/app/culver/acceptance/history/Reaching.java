package app.culver.acceptance.history;

import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Back;
import app.culver.acceptance.history.Happening.BoundPassed;
import app.culver.acceptance.history.Happening.Delivered;
import app.culver.acceptance.history.Happening.DeviceRemoved;
import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.ReceiptGiven;
import app.culver.acceptance.history.Happening.RemovalSettled;
import app.culver.acceptance.history.Happening.Shown;
import app.culver.acceptance.history.Happening.SignedIn;
import app.culver.acceptance.history.Happening.Stored;
import app.culver.acceptance.history.Happening.Told;
import app.culver.acceptance.history.Happening.Tried;
import app.culver.acceptance.history.Happening.Unreachable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who gets what. */
final class Reaching {
  private Reaching() {}

  private record Copy(String device, String conversation, long seq) {}

  static Stream<String> lost(History history) {
    var has = copies(history);
    return history.all(Accepted.class).stream().distinct().flatMap(accepted -> entitled(history, accepted)
        .filter(device -> !has.contains(new Copy(device.device(), accepted.conversation(), accepted.seq()))
            || findsAnother(history, device.device(), accepted))
        .map(device -> accepted + " is neither seen by nor there for " + device.device()));
  }

  /** Whether the device finds another message where this one should be. */
  private static boolean findsAnother(History history, String device, Accepted accepted) {
    return history.all(Fetched.class).stream().filter(fetched -> fetched.device().equals(device))
        .filter(fetched -> fetched.conversation().equals(accepted.conversation()))
        .flatMap(fetched -> fetched.entries().stream())
        .anyMatch(placed -> placed.seq() == accepted.seq() && !placed.message().equals(accepted.message()));
  }

  /** The other devices that the message was for and that are still there to read it. */
  private static Stream<SignedIn> entitled(History history, Accepted accepted) {
    return history.remaining().stream()
        .filter(device -> history.maySee(device.account(), accepted.conversation(), accepted.seq()))
        .filter(device -> device.device().equals(accepted.message().device())
            || history.wasThere(device.device(), accepted));
  }

  static Stream<String> leaked(History history) {
    return copies(history).stream()
        .filter(copy -> !history.maySee(history.account(copy.device()), copy.conversation(), copy.seq()))
        .map(copy -> copy.device() + " got " + copy.seq() + " of " + copy.conversation() + " and was no member then");
  }

  /** Everything that a device has or could have. */
  private static Set<Copy> copies(History history) {
    var copies = new HashSet<Copy>();
    history.all(Shown.class).forEach(shown -> copies.add(new Copy(shown.device(), shown.conversation(), shown.seq())));
    history.all(Delivered.class)
        .forEach(delivered -> copies.add(new Copy(delivered.device(), delivered.conversation(), delivered.seq())));
    for (var fetched : history.all(Fetched.class)) {
      fetched.entries().stream().map(Placed::seq)
          .forEach(seq -> copies.add(new Copy(fetched.device(), fetched.conversation(), seq)));
    }
    return copies;
  }

  static Stream<String> untried(History history) {
    return history.all(BoundPassed.class).stream().distinct().flatMap(bound -> untried(history.before(bound), bound));
  }

  /**
   * Whoever is reached because of a later entry finds the earlier ones. Who comes back asks by itself for what came before,
   * and has to be tried because of what comes after.
   */
  private static Stream<String> untried(History history, BoundPassed bound) {
    var reached = new HashMap<String, Long>();
    var end = 0L;
    for (var each : history.all()) {
      switch (each) {
        case Accepted accepted when accepted.conversation().equals(bound.conversation()) ->
          end = Math.max(end, accepted.seq());
        case Stored stored when stored.conversation().equals(bound.conversation()) -> end = Math.max(end, stored.seq());
        case Tried tried when tried.conversation().equals(bound.conversation()) ->
          reached.merge(tried.device(), tried.seq(), Math::max);
        case Delivered delivered when delivered.conversation().equals(bound.conversation()) ->
          reached.merge(delivered.device(), delivered.seq(), Math::max);
        case Unreachable unreachable -> reached.put(unreachable.device(), Long.MAX_VALUE);
        case Back back -> reached.replace(back.device(), Long.MAX_VALUE, end);
        default -> {}
      }
    }
    return inTheLog(history).distinct()
        .filter(accepted -> accepted.conversation().equals(bound.conversation()) && accepted.seq() <= bound.seq())
        .flatMap(accepted -> entitled(history, accepted)
            .filter(device -> !device.device().equals(accepted.message().device()))
            .filter(device -> acknowledged(history, device.device(), accepted.conversation()) < accepted.seq())
            .filter(device -> reached.getOrDefault(device.device(), 0L) < accepted.seq())
            .map(device -> "nobody tried to reach " + device.device() + " because of " + accepted));
  }

  /** What was accepted, and what would have been, had its sender not died. */
  private static Stream<Accepted> inTheLog(History history) {
    return Stream.concat(history.all(Accepted.class).stream(), history.all(Stored.class).stream()
        .map(stored -> new Accepted(stored.conversation(), stored.message(), stored.seq())));
  }

  private static long acknowledged(History history, String device, String conversation) {
    return history.all(ReceiptGiven.class).stream().filter(given -> given.device().equals(device))
        .filter(given -> given.conversation().equals(conversation))
        .mapToLong(given -> Math.max(given.delivered(), given.read())).max().orElse(0);
  }

  /** A receipt or a wake-up that was under way may still come, an entry not: the socket is closed. */
  static Stream<String> afterRemoval(History history) {
    List<String> found = new ArrayList<>();
    var removed = new HashSet<String>();
    var settled = new HashSet<String>();
    for (var happening : history.all()) {
      switch (happening) {
        case DeviceRemoved(var device) -> removed.add(device);
        case RemovalSettled(var device) -> settled.add(device);
        case Told told when settled.contains(told.device()) -> found.add("removed before it was " + told);
        case Delivered delivered when removed.contains(delivered.device()) -> found.add("removed before " + delivered);
        case Accepted accepted when removed.contains(accepted.message().device()) ->
          found.add("removed before it was told " + accepted);
        default -> {}
      }
    }
    return found.stream();
  }
}
