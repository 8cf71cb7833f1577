package app.culver.messages;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.core.delivery.Order;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.push.PushRequest;
import app.culver.core.signal.Pace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The function on memory instead of AWS, with the conversation that the events are about. */
final class MessagesFixture {
  final Story story = new Story();
  final ConversationId id = story.open(story.alicePhone, story.bobPhone);
  final ConversationId notes = story.open(story.alicePhone, story.alicePhone);
  /** What the push queue got, and how many of each batch it does not take. */
  final List<PushRequest> pushes = new CopyOnWriteArrayList<>();
  int pushesLost;
  /** What the queue of orders got, and whether it takes any. */
  final List<Order> orders = new CopyOnWriteArrayList<>();
  boolean ordersLost;

  final Ports ports = new Ports(story.basis, story.tables, story.tables, story.tables, story.tables, this::push,
      this::order, () -> {}, new Pace(story.basis.clock()), Story.RETENTION, 3);
  final MessagesHandler handler = new MessagesHandler(ports);

  private List<PushRequest> push(List<PushRequest> requests) {
    pushes.addAll(requests);
    return requests.subList(0, Math.min(pushesLost, requests.size()));
  }

  private List<Order> order(List<Order> ordered) {
    orders.addAll(ordered);
    return ordersLost ? ordered : List.of();
  }

  static TestEvent event(String name) {
    return TestEvent.of("messages", name);
  }

  /** The same event with another frame or body. */
  static TestEvent changed(String name, Change change) {
    TestEvent event = event(name);
    ObjectNode body = event.body();
    change.apply(body);
    return event.body(body.toString());
  }

  /** Changes a frame or body. */
  interface Change {
    void apply(ObjectNode body);
  }

  /** What the device's socket got, in order. */
  List<JsonNode> frames(Device device) {
    return story.connections.frames(Story.socket(device)).stream().map(MessagesFixture::parse).toList();
  }

  /** The one frame that the device's socket got. */
  JsonNode frame(Device device) {
    List<JsonNode> frames = frames(device);
    if (frames.size() != 1) {
      throw new AssertionError(frames.size() + " frames instead of one");
    }
    return frames.getFirst();
  }

  /** As if this device had sent the frame. */
  static TestEvent from(TestEvent event, Device device) {
    ObjectNode context = event.raw().withObject("requestContext");
    context.put("connectionId", Story.socket(device));
    context.withObject("authorizer").put("account", device.account().value()).put("device", device.id().value())
        .put("session", device.session().orElseThrow().value());
    return event;
  }

  void later(Duration duration) {
    story.now = story.now.plus(duration);
  }

  static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
