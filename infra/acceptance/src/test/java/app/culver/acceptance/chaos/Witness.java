package app.culver.acceptance.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Delivered;
import app.culver.acceptance.history.Happening.ReceiptGiven;
import app.culver.acceptance.history.Happening.Tried;
import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.tap.TapFaults;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sees what passes between devices and the server, knows whose it is, and notes it in the history of its conversation.
 * Disturbs each conversation's functions by the conversation's own plan.
 */
final class Witness implements FunctionListener, GatewayListener, TapFaults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> deviceOfConnection = new ConcurrentHashMap<>();
  private final Map<String, String> deviceOfInstance = new ConcurrentHashMap<>();
  private final Map<String, Talk> talkOfDevice = new ConcurrentHashMap<>();

  /** Begins to note what concerns a device of the talk. */
  void watch(String device, Talk talk) {
    talkOfDevice.put(device, talk);
  }

  @Override
  public Fault on(String service, String operation, String instance, byte[] request) {
    return talk(deviceOfInstance.get(instance))
        .map(talk -> talk.disturb(Site.of(service, operation, instance, request))).orElse(new Fault.None());
  }

  @Override
  public void invoked(Run run) {
    var event = parse(run.event());
    var device = device(event);
    if (device.isEmpty()) {
      deviceOfInstance.remove(run.instance());
    } else {
      deviceOfInstance.put(run.instance(), device);
      var connection = event.at("/requestContext/connectionId").asText();
      if (!connection.isEmpty()) {
        deviceOfConnection.put(connection, device);
      }
    }
  }

  @Override
  public void ended(Run run, Invocation outcome, Duration took) {
    var device = deviceOfInstance.remove(run.instance());
    if (device != null && outcome instanceof Invocation.Returned returned) {
      var event = parse(run.event());
      var answer = parse(returned.payload());
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

  @Override
  public void messageReceived(String connection, String route, String text) {
    if (route.equals("receipt")) {
      var frame = parse(text.getBytes(UTF_8));
      note(deviceOfConnection.get(connection),
          device -> new ReceiptGiven(device, frame.path("conversation").asText(), frame.path("delivered").asLong(),
              frame.path("read").asLong()));
    }
  }

  @Override
  public void messageSent(String connection, Origin origin, String text) {
    var device = deviceOfConnection.get(connection);
    if (device == null) {
      return;
    }
    var frame = parse(text.getBytes(UTF_8));
    switch (frame.path("type").asText()) {
      case "entry" -> {
        var conversation = frame.path("conversation").asText();
        var seq = frame.at("/entry/seq").asLong();
        note(device, each -> new Delivered(each, conversation, seq));
        note(device, each -> new Tried(each, conversation, seq));
      }
      case "sent" -> accepted(device, frame.path("conversation").asText(), frame);
      case "synced" -> synced(device, frame);
      default -> {}
    }
  }

  private void accepted(String device, String conversation, JsonNode sent) {
    sent.path("accepted").forEach(each -> note(device, sender -> new Accepted(conversation,
        new Happening.Message(sender, each.path("id").asText()), each.path("seq").asLong())));
  }

  private void synced(String device, JsonNode synced) {
    synced.path("conversations").forEach(page -> page.path("entries").forEach(entry -> note(device,
        each -> new Delivered(each, page.path("conversation").asText(), entry.path("seq").asLong()))));
  }

  private void note(String device, Function<String, Happening> happening) {
    talk(device).ifPresent(talk -> talk.history().note(happening.apply(device)));
  }

  private Optional<Talk> talk(String device) {
    return Optional.ofNullable(device).map(talkOfDevice::get);
  }

  /** Who calls: by socket the authorizer has said so, by HTTP the token does. */
  private static String device(JsonNode event) {
    var authorized = event.at("/requestContext/authorizer/device").asText();
    if (!authorized.isEmpty()) {
      return authorized;
    }
    var parts = event.at("/headers/authorization").asText().split("\\.");
    return parts.length == 3 ? parse(Base64.getUrlDecoder().decode(parts[1])).path("device").asText() : "";
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
