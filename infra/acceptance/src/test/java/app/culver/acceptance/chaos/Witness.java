package app.culver.acceptance.chaos;

import static app.culver.acceptance.chaos.Whereabouts.parse;
import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Delivered;
import app.culver.acceptance.history.Happening.ReceiptGiven;
import app.culver.acceptance.history.Happening.Told;
import app.culver.acceptance.history.Happening.Tried;
import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sees what passes between devices and the server, knows whose it is, and notes it in the history of its conversation.
 */
final class Witness implements FunctionListener, GatewayListener {
  private final Whereabouts whereabouts;
  private final Answers answers = new Answers();
  /** How often a device had been cut off when it said hello on a connection. */
  private final Map<String, Integer> greetings = new ConcurrentHashMap<>();

  Witness(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  @Override
  public void invoked(Run run) {
    var event = parse(run.event());
    whereabouts.invoked(run.instance(), event);
    var body = event.path("body").asText().getBytes(UTF_8);
    if (event.path("routeKey").asText().equals("POST /v1/messages")) {
      answers.asked(run.requestId(), Whereabouts.caller(event), parse(body));
    } else if (event.at("/requestContext/routeKey").asText().equals("send")) {
      var request = parse(body);
      answers.asked(attempt(event.at("/requestContext/connectionId").asText(), request), Whereabouts.caller(event),
          request);
    }
    if (event.at("/requestContext/routeKey").asText().equals("hello")) {
      var device = Whereabouts.caller(event);
      whereabouts.talkWith(device).ifPresent(
          talk -> greetings.put(event.at("/requestContext/connectionId").asText(), talk.cuts(device)));
    }
  }

  @Override
  public void ended(Run run, Invocation outcome, Duration took) {
    whereabouts.ended(run.instance());
    var event = parse(run.event());
    var device = Whereabouts.caller(event);
    if (!device.isEmpty() && outcome instanceof Invocation.Returned returned) {
      var answer = parse(returned.payload());
      answers.answered(run.requestId(), parse(answer.path("body").asText().getBytes(UTF_8)))
          .forEach(each -> note(device, sender -> each));
      if (answer.path("statusCode").asInt() == 200) {
        switch (event.path("routeKey").asText()) {
          case "POST /v1/messages" ->
            accepted(device, parse(event.path("body").asText().getBytes(UTF_8)).path("conversation").asText(),
                parse(answer.path("body").asText().getBytes(UTF_8)));
          case "POST /v1/sync" -> synced(device, parse(answer.path("body").asText().getBytes(UTF_8)));
          default -> {}
        }
      }
    }
  }

  /** Tells what was sent by a socket from all else. */
  private static String attempt(String connection, JsonNode frame) {
    return connection + " " + frame.path("requestId").asText();
  }

  private static boolean isEvent(String type) {
    return List.of("receipt", "signal", "devices", "replaced").contains(type);
  }

  @Override
  public void messageReceived(String connection, String route, String text) {
    if (route.equals("receipt")) {
      var frame = parse(text.getBytes(UTF_8));
      whereabouts.deviceOf(connection)
          .ifPresent(device -> note(device, each -> new ReceiptGiven(each, frame.path("conversation").asText(),
              frame.path("delivered").asLong(), frame.path("read").asLong())));
    }
  }

  @Override
  public void messageSent(String connection, Origin origin, String text) {
    whereabouts.deviceOf(connection).ifPresent(device -> {
      var frame = parse(text.getBytes(UTF_8));
      if (frame.path("type").asText().equals("hello")) {
        whereabouts.talkWith(device).ifPresent(talk -> talk.welcomed(device, greetings.getOrDefault(connection, -1)));
      }
      answers.answered(attempt(connection, frame), frame).forEach(each -> note(device, sender -> each));
      sent(device, frame);
    });
  }

  private void sent(String device, JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "entry" -> {
        var conversation = frame.path("conversation").asText();
        var seq = frame.at("/entry/seq").asLong();
        note(device, each -> new Delivered(each, conversation, seq));
        note(device, each -> new Tried(each, conversation, seq));
      }
      case "sent" -> accepted(device, frame.path("conversation").asText(), frame);
      case "synced" -> synced(device, frame);
      case String type when isEvent(type) -> note(device, each -> new Told(each, type));
      default -> {}
    }
  }

  /** What devices tell their siblings nobody has written. */
  private void accepted(String device, String conversation, JsonNode sent) {
    if (whereabouts.talkWith(device).filter(talk -> talk.isNotes(conversation)).isPresent()) {
      return;
    }
    sent.path("accepted").forEach(each -> note(device, sender -> new Accepted(conversation,
        new Happening.Message(sender, each.path("id").asText()), each.path("seq").asLong())));
  }

  private void synced(String device, JsonNode synced) {
    synced.path("conversations").forEach(page -> page.path("entries").forEach(entry -> note(device,
        each -> new Delivered(each, page.path("conversation").asText(), entry.path("seq").asLong()))));
  }

  private void note(String device, Function<String, Happening> happening) {
    whereabouts.talkWith(device).ifPresent(talk -> talk.history().note(happening.apply(device)));
  }
}
