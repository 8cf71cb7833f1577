package app.culver.acceptance.history;

import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Message;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening.Shown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people see. */
final class Showing {
  private Showing() {}

  private record Line(String device, String conversation, Message message) {}

  static Stream<String> doubled(History history) {
    var seen = new HashSet<Line>();
    return history.all(Shown.class).stream()
        .filter(shown -> !seen.add(new Line(shown.device(), shown.conversation(), shown.message())))
        .map(shown -> "shown again: " + shown).toList().stream();
  }

  static Stream<String> invented(History history) {
    Map<Message, SendBegun> sent = history.all(SendBegun.class).stream()
        .collect(Collectors.toMap(SendBegun::message, send -> send, (first, again) -> first, HashMap::new));
    var shown = history.all(Shown.class).stream().filter(each -> !isSent(sent.get(each.message()), each))
        .map(each -> "nobody sent " + each);
    var stored = history.all(Fetched.class).stream().flatMap(fetched -> fetched.entries().stream().map(Placed::message)
        .filter(message -> !message.equals(Happening.CHANGE) && !sent.containsKey(message))
        .map(message -> "nobody sent " + message + ", which is in " + fetched.conversation()));
    return Stream.concat(shown, stored).distinct();
  }

  private static boolean isSent(SendBegun send, Shown shown) {
    return send != null && send.conversation().equals(shown.conversation()) && send.text().equals(shown.text());
  }
}
