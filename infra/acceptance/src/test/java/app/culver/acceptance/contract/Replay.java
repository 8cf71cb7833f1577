package app.culver.acceptance.contract;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Schemas;
import app.culver.acceptance.support.Wire;
import app.culver.client.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Takes the running system through the story of contract/examples/replay.json: once, since it needs a fresh server. */
public final class Replay {
  private static Replay told;

  private final JsonNode replay = Contract.json("examples/replay.json");
  private final Settings settings = Cloud.running().settings();
  private final Names names = new Names(settings, replay, Contract.json("examples/people.json"));
  private final Comparison comparison = Comparison.of(replay);
  private final Map<String, String> accessTokens = new HashMap<>();
  private final Map<String, RawSocket> sockets = new LinkedHashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Set<JsonNode> entries = new HashSet<>();
  private final Set<String> reached = new TreeSet<>();
  private final List<Step> steps = new ArrayList<>();

  private Replay() {
    replay.path("steps").forEach(step -> steps.add(new Step(title(step), failure(step))));
  }

  /** One step, and what was wrong with it: null if nothing was. */
  public record Step(String title, AssertionError failure) {}

  /** The story, told to the end. */
  public static synchronized Replay told() {
    if (told == null) {
      told = new Replay();
    }
    return told;
  }

  /** Every step, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The files below contract/examples that were sent, came, or are the example of a problem that came. */
  public Set<String> reached() {
    return Set.copyOf(reached);
  }

  /** Frames that came and that no step tells. */
  public List<String> unexpected() {
    var all = new ArrayList<String>();
    sockets.forEach((name, socket) -> socket.rest().stream().filter(frame -> !entries.contains(frame))
        .forEach(frame -> all.add(name + ": " + frame)));
    return all;
  }

  private static String title(JsonNode step) {
    for (var kind : List.of("http", "socket")) {
      if (step.has(kind)) {
        return kind + " " + step.path(kind).asText() + " " + step.path("case").asText();
      }
    }
    return step.has("connect") ? "connect " + step.path("connect").asText() : "closed " + step.path("closed").asText();
  }

  private AssertionError failure(JsonNode step) {
    try {
      if (step.has("http")) {
        ask(step);
      } else if (step.has("connect")) {
        owners.put(step.path("connect").asText(), step.path("as").asText());
        sockets.put(step.path("connect").asText(), Wire.connect(settings.socket(), List.of("culver.v1"),
            bearer(step.path("as").asText())));
      } else if (step.has("socket")) {
        sockets.get(step.path("socket").asText()).send(text(step, "sends"));
      } else {
        sockets.get(step.path("closed").asText()).awaitClose();
      }
      step.path("receives").forEach(this::receive);
      sockets.forEach(this::passOverWhatTheNetBrings);
      return null;
    } catch (AssertionError failure) {
      return failure;
    } catch (RuntimeException unforeseen) {
      return new AssertionError(title(step), unforeseen);
    }
  }

  private void ask(JsonNode step) {
    var headers = step.path("token").asBoolean(true)
        ? bearer(step.path("as").asText())
        : new String[0];
    var answer = Wire.http(settings, step.path("method").asText(), names.replacePath(step.path("path").asText()),
        text(step, "request"), headers);
    check(step.path("status").asInt(), answer.status(), answer.body());
    check(step.path("http").asText().equals("getKeySet") ? "public, max-age=300" : "no-store",
        answer.headers().firstValue("cache-control").orElse(""), answer.body());
    if (answer.body().has("accessToken")) {
      accessTokens.put(step.path("as").asText(), answer.body().path("accessToken").asText());
    }
    step.path("learns").properties()
        .forEach(learned -> names.learn(learned.getKey(), answer.body().at(learned.getValue().asText()).asText()));
    if (!step.has("response")) {
      check("no body", answer.body().isNull() ? "no body" : answer.body().toString(), answer.body());
      return;
    }
    var problem = answer.status() >= 400;
    check(problem ? "application/problem+json" : "application/json",
        answer.headers().firstValue("content-type").orElse("no type").replaceFirst(";.*", ""), answer.body());
    var schema = Contract.operation(step.path("http").asText()).answerSchema(answer.status());
    compare(schema, step.path("response").asText(), answer.body(), step.path("compare").asText("all"));
  }

  private void receive(JsonNode told) {
    var file = told.path("frame").asText();
    var expected = names.replace(Contract.json("examples/" + file));
    var frame = sockets.get(told.path("on").asText()).await(each -> isTheSameThing(expected, each));
    if (frame.has("entry")) {
      entries.add(frame);
    }
    compare("event-" + frame.path("type").asText() + ".json", file, frame, "all");
  }

  /**
   * How long the story takes decides whether the net below every send comes into it, which brings what devices have not
   * acknowledged: any entry that whoever gets it may read, as it stands in the log, and has not written.
   */
  private void passOverWhatTheNetBrings(String name, RawSocket socket) {
    var device = owners.get(name);
    socket.rest().stream().filter(frame -> frame.has("entry") && !entries.contains(frame))
        .filter(frame -> !frame.path("entry").path("device").asText().equals(names.real(device)))
        .filter(frame -> log(device, frame).anyMatch(frame.path("entry")::equals)).forEach(entries::add);
  }

  private Stream<JsonNode> log(String device, JsonNode frame) {
    var cursors = JsonNodeFactory.instance.objectNode();
    cursors.putArray("cursors").addObject().put("conversation", frame.path("conversation").asText())
        .put("after", frame.path("entry").path("seq").asLong() - 1);
    return Wire.http(settings, "POST", "/v1/sync", cursors.toString(), bearer(device)).body()
        .findValues("entries").stream().flatMap(JsonNode::valueStream);
  }

  private String[] bearer(String device) {
    return new String[]{"authorization", "Bearer " + accessTokens.get(device)};
  }

  private static boolean isTheSameThing(JsonNode expected, JsonNode frame) {
    return List.of("/type", "/requestId", "/conversation", "/entry/seq").stream()
        .allMatch(pointer -> expected.at(pointer).equals(frame.at(pointer)));
  }

  private void compare(String schema, String file, JsonNode actual, String how) {
    check(List.of(), Schemas.STRICT.faults(schema, actual), actual);
    if (how.equals("all")) {
      comparison.difference(names.replace(Contract.json("examples/" + file)), actual).ifPresent(difference -> {
        throw new AssertionError(difference + "\nin " + actual);
      });
    }
    reached.add(file);
    for (var problem : List.of(actual, actual.path("problem"), actual.path("stopped"))) {
      if (problem.path("type").asText().startsWith("urn:culver:problem:")) {
        reached.add("problems/" + problem.path("type").asText().substring("urn:culver:problem:".length()) + ".json");
      }
    }
  }

  /** What a step sends, from its file or as it stands there. */
  private String text(JsonNode step, String member) {
    if (step.has(member + "Text")) {
      return step.path(member + "Text").asText();
    }
    if (!step.has(member)) {
      return null;
    }
    reached.add(step.path(member).asText());
    return names.replace(Contract.json("examples/" + step.path(member).asText())).toString();
  }

  private static void check(Object expected, Object actual, JsonNode in) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", was " + actual + "\nin " + in);
    }
  }
}
