package app.culver.acceptance.history;

import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.DeviceRemoved;
import app.culver.acceptance.history.Happening.Joined;
import app.culver.acceptance.history.Happening.Left;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened, in the order in which it was noted. Any thread may note. */
public final class History {
  private final List<Happening> happenings = new ArrayList<>();

  /** Notes one more. */
  public synchronized void note(Happening happening) {
    happenings.add(happening);
  }

  /** All of them, as they stand now. */
  public synchronized List<Happening> all() {
    return List.copyOf(happenings);
  }

  /** The same with one more, without noting it here. */
  public History with(Happening happening) {
    var copy = new History();
    all().forEach(copy::note);
    copy.note(happening);
    return copy;
  }

  /** What had happened before this was noted first. */
  History before(Happening happening) {
    var copy = new History();
    all().stream().takeWhile(each -> !each.equals(happening)).forEach(copy::note);
    return copy;
  }

  /** Those of one kind, in order. */
  public <T extends Happening> List<T> all(Class<T> kind) {
    return all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Whatever breaks a rule; empty if all is well. */
  public List<Violation> violations() {
    return Stream.of(Rule.values()).flatMap(rule -> rule.violations(this).stream()).toList();
  }

  /** Every conversation that anything happened in. */
  Set<String> conversations() {
    return all(Joined.class).stream().map(Joined::conversation).collect(Collectors.toSet());
  }

  /** Every device that was ever signed in. */
  List<SignedIn> devices() {
    return all(SignedIn.class);
  }

  /** Devices that nobody has removed. */
  List<SignedIn> remaining() {
    var removed = all(DeviceRemoved.class).stream().map(DeviceRemoved::device).collect(Collectors.toSet());
    return devices().stream().filter(device -> !removed.contains(device.device())).toList();
  }

  /** Whose device it is. */
  String account(String device) {
    return devices().stream().filter(each -> each.device().equals(device)).map(SignedIn::account).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(device + " was never signed in"));
  }

  /** Whether an account may see the entry at this position: from the one that added it to the one that removed it. */
  boolean maySee(String account, String conversation, long seq) {
    var joined = all(Joined.class).stream().filter(each -> each.conversation().equals(conversation))
        .filter(each -> each.account().equals(account)).mapToLong(Joined::seq).filter(at -> at <= seq).max();
    if (joined.isEmpty()) {
      return false;
    }
    var left = all(Left.class).stream().filter(each -> each.conversation().equals(conversation))
        .filter(each -> each.account().equals(account)).mapToLong(Left::seq).filter(at -> at > joined.getAsLong())
        .min();
    return left.isEmpty() || seq <= left.getAsLong();
  }

  /** Whether the device was signed in before the message was first sent, so that it can have been sealed to it. */
  boolean wasThere(String device, Accepted accepted) {
    var all = all();
    var signedIn = index(all, each -> each instanceof SignedIn in && in.device().equals(device));
    var begun = index(all, each -> each instanceof SendBegun send && send.message().equals(accepted.message()));
    return signedIn >= 0 && signedIn < begun;
  }

  private static int index(List<Happening> all, java.util.function.Predicate<Happening> wanted) {
    for (var index = 0; index < all.size(); index++) {
      if (wanted.test(all.get(index))) {
        return index;
      }
    }
    return -1;
  }
}
