package app.culver.acceptance.privacy;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Recording;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything that a conversation has left on the server's side, by the place where it was left. */
final class Traces {
  private final Recording taps;

  Traces(Recording taps) {
    this.taps = taps;
  }

  /** What is kept: tables and queues. */
  static Map<String, byte[]> stored() {
    var places = new LinkedHashMap<String, byte[]>();
    var tables = Cloud.running().tables();
    tables.ids().forEach(id -> {
      var number = 0;
      for (var item : tables.items(id)) {
        places.put(id + " " + number++, bytes(item.toString()));
      }
    });
    var number = 0;
    for (var message : Cloud.running().queued()) {
      places.put("queue " + number++, bytes(message));
    }
    return places;
  }

  /** What an operator reads. */
  Map<String, byte[]> logged() {
    var places = new LinkedHashMap<String, byte[]>();
    taps.lines().forEach(line -> places.put("log " + line.function() + " " + places.size(), bytes(line.text())));
    taps.accessLog().forEach(line -> places.put("access log " + places.size(), bytes(line)));
    return places;
  }

  /** What the server sent to sockets. */
  Map<String, byte[]> sent() {
    var places = new LinkedHashMap<String, byte[]>();
    taps.sent().forEach(message -> places.put(message.from() + " " + places.size(), bytes(message.text())));
    return places;
  }

  /** What providers of pushes were told. */
  static Map<String, byte[]> pushed() {
    var places = new LinkedHashMap<String, byte[]>();
    Cloud.running().fcm().pushes()
        .forEach(push -> places.put("push " + places.size(), bytes(push.body() + push.authorization())));
    return places;
  }

  /** What functions told other services and heard from them, but for KMS, whose work is on secrets. */
  Map<String, byte[]> called() {
    return calls(false);
  }

  /** What may see tokens and phone numbers pass: clients' frames, invocations and calls of KMS. */
  Map<String, byte[]> passed() {
    var places = calls(true);
    taps.messages().forEach(message -> places.put("frame " + places.size(), bytes(message.text())));
    taps.payloads().forEach(payload -> places.put("invocation " + places.size(), payload));
    return places;
  }

  private Map<String, byte[]> calls(boolean kms) {
    var places = new LinkedHashMap<String, byte[]>();
    taps.calls().stream().filter(call -> call.service().equals("kms") == kms).forEach(call -> {
      places.put("asked " + call.operation() + " " + places.size(), call.request());
      places.put("heard " + call.operation() + " " + places.size(), call.response());
    });
    return places;
  }

  /** Where which secrets were found; empty if none was anywhere. */
  static Map<String, Set<String>> found(Search search, Map<String, byte[]> places) {
    var found = new TreeMap<String, Set<String>>();
    places.forEach((place, bytes) -> {
      var names = search.in(bytes);
      if (!names.isEmpty()) {
        found.put(place, names);
      }
    });
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
