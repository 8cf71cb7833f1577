package app.culver.acceptance.history;

import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Answered;
import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Message;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.Shown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Where messages stand. */
final class Placing {
  private Placing() {}

  private record Place(String conversation, long seq) {}

  /** Two devices that see another message at a place, or a screen whose positions do not rise. */
  static Stream<String> disordered(History history) {
    return Stream.concat(
        places(history).entrySet().stream().filter(place -> place.getValue().size() > 1)
            .map(place -> "at " + place.getKey() + " are " + place.getValue()),
        history.devices().stream().flatMap(device -> history.conversations().stream()
            .filter(conversation -> !rises(screen(history, device.device(), conversation)))
            .map(conversation -> "the screen of " + device.device() + " shows " + conversation + " in the order "
                + screen(history, device.device(), conversation))));
  }

  private static Map<Place, Set<Message>> places(History history) {
    var places = new HashMap<Place, Set<Message>>();
    history.all(Shown.class).forEach(shown -> put(places, shown.conversation(), shown.seq(), shown.message()));
    history.all(Accepted.class)
        .forEach(accepted -> put(places, accepted.conversation(), accepted.seq(), accepted.message()));
    history.all(Fetched.class).forEach(fetched -> fetched.entries()
        .forEach(entry -> put(places, fetched.conversation(), entry.seq(), entry.message())));
    return places;
  }

  private static void put(Map<Place, Set<Message>> places, String conversation, long seq, Message message) {
    places.computeIfAbsent(new Place(conversation, seq), unseen -> new HashSet<>()).add(message);
  }

  private static List<Long> screen(History history, String device, String conversation) {
    return history.all(Shown.class).stream().filter(shown -> shown.device().equals(device))
        .filter(shown -> shown.conversation().equals(conversation)).map(Shown::seq).toList();
  }

  private static boolean rises(List<Long> positions) {
    return LongStream.range(1, positions.size())
        .allMatch(index -> positions.get((int) index - 1) < positions.get((int) index));
  }

  /** A message at two places, a place that is missing below the last, or one above it that was given out before. */
  static Stream<String> gaps(History history) {
    return Stream.concat(twice(history), history.all(Fetched.class).stream().flatMap(Placing::missing));
  }

  private static Stream<String> twice(History history) {
    var byMessage = new HashMap<Message, Set<Place>>();
    places(history).forEach((place, messages) -> messages.stream().filter(each -> !each.equals(Happening.CHANGE))
        .forEach(message -> byMessage.computeIfAbsent(message, unseen -> new HashSet<>()).add(place)));
    return byMessage.entrySet().stream().filter(message -> message.getValue().size() > 1)
        .map(message -> message.getKey() + " is at " + message.getValue());
  }

  private static Stream<String> missing(Fetched fetched) {
    var positions = new TreeSet<Long>();
    fetched.entries().stream().map(Placed::seq).forEach(positions::add);
    if (positions.size() < fetched.entries().size()) {
      return Stream.of(fetched.device() + " fetched a position of " + fetched.conversation() + " twice");
    }
    return positions.isEmpty()
        ? Stream.empty()
        : LongStream.range(fetched.first(), positions.last()).filter(seq -> !positions.contains(seq))
            .mapToObj(seq -> fetched.device() + " finds nothing at " + seq + " of " + fetched.conversation());
  }

  static Stream<String> changedAnswers(History history) {
    var answers = new HashMap<Message, Set<String>>();
    history.all(Accepted.class).forEach(accepted -> answers
        .computeIfAbsent(accepted.message(), unseen -> new TreeSet<>()).add("at " + accepted.seq()));
    var worded = new HashMap<Message, Set<String>>();
    history.all(Answered.class).forEach(answered -> worded
        .computeIfAbsent(answered.message(), unseen -> new TreeSet<>()).add(answered.answer()));
    return Stream.concat(changed(answers), changed(worded));
  }

  private static Stream<String> changed(Map<Message, Set<String>> answers) {
    return answers.entrySet().stream().filter(answer -> answer.getValue().size() > 1)
        .map(answer -> answer.getKey() + " was answered " + answer.getValue());
  }
}
