package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.Answered;
import app.culver.acceptance.history.Happening.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is answered to messages. A refusal is noted if it contradicts an acceptance: the same bytes had been accepted when
 * the attempt began. Other bytes are another message, and an attempt that was already under way knows nothing.
 */
final class Answers {
  /** The others say nothing of the message: that somebody is no member any more, has to sync or to wait. */
  private static final Set<String> OF_THE_MESSAGE = Set.of("stale-device-list", "message-id-reused", "invalid-request");

  private final Map<Message, JsonNode> accepted = new ConcurrentHashMap<>();
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

  /** @param repeated those of its messages that had been accepted when it began */
  private record Attempt(String device, JsonNode request, Set<Message> repeated) {
    JsonNode envelope(int index) {
      return request.path("envelopes").path(index);
    }

    Message message(int index) {
      return new Message(device, envelope(index).path("id").asText());
    }
  }

  /** An attempt begins. @param key tells it from others */
  void asked(String key, String device, JsonNode request) {
    var attempt = new Attempt(device, request, Set.of());
    attempts.put(key, new Attempt(device, request, IntStream.range(0, request.path("envelopes").size())
        .filter(index -> attempt.envelope(index).equals(accepted.get(attempt.message(index))))
        .mapToObj(attempt::message).collect(Collectors.toSet())));
  }

  /** An attempt is answered, by a frame or by HTTP. */
  Stream<Answered> answered(String key, JsonNode answer) {
    return Stream.ofNullable(attempts.remove(key)).flatMap(attempt -> {
      var places = answer.path("accepted");
      IntStream.range(0, places.size())
          .forEach(index -> accepted.putIfAbsent(attempt.message(index), attempt.envelope(index)));
      return Stream.concat(
          IntStream.range(0, places.size()).mapToObj(index -> new Answered(attempt.message(index),
              "at " + places.path(index).path("seq") + ", " + places.path(index).path("time"))),
          refused(attempt, attempt.message(places.size()), problem(answer)));
    });
  }

  private static Stream<Answered> refused(Attempt attempt, Message first, String problem) {
    return attempt.repeated().contains(first) && OF_THE_MESSAGE.contains(problem)
        ? Stream.of(new Answered(first, "refused: " + problem))
        : Stream.empty();
  }

  /** What the first message that is not accepted was answered; the whole answer to HTTP is a problem if none is. */
  private static String problem(JsonNode answer) {
    return Stream.of(answer.path("stopped"), answer.path("problem"), answer).map(each -> each.path("type").asText())
        .filter(type -> type.startsWith("urn:")).map(type -> type.substring(type.lastIndexOf(':') + 1)).findFirst()
        .orElse("");
  }
}
