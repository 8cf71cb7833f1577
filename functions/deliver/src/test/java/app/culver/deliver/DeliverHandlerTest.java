package app.culver.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestContext;
import app.culver.aws.wire.EventForms;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.Heads;
import app.culver.core.delivery.Delivery;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import app.culver.core.push.PushQueue;
import app.culver.core.redelivery.LaterQueue;
import app.culver.core.redelivery.Redelivery;
import app.culver.core.redelivery.Stretch;
import app.culver.core.refusal.Refusal.Busy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeliverHandlerTest {
  private static final ConversationId ID = new ConversationId("W5Monhi6ZFlQjwMihYpUgQ");
  private static final Instant APPENDED = Instant.ofEpochSecond(1_792_833_801);

  private final Story story = new Story();
  private final Map<ConversationId, Head> raised = new ConcurrentHashMap<>();
  private final List<Stretch> later = new ArrayList<>();
  private PushQueue pushes = _ -> List.of();
  private InstantSource clock = () -> story.now;

  private static ObjectNode event(String name) {
    return (ObjectNode) Story.read("events/deliver/" + name + ".json");
  }

  private static ObjectNode appended() {
    return event("appended");
  }

  private static ArrayNode records(ObjectNode event) {
    return event.withArray("Records");
  }

  /** What failed, as the answer names it. */
  private List<String> failures(Heads heads, ObjectNode event) {
    return failures(heads, later::addAll, event);
  }

  private List<String> failures(Heads heads, LaterQueue putOff, ObjectNode event) {
    var redelivery = new Redelivery(story.tables, story.tables, story.devices, story.tables,
        new Delivery(story.connections, story.devices, Delivery.Limits.USUAL), new EventForms(), pushes,
        () -> story.now);
    try {
      var out = new ByteArrayOutputStream();
      new DeliverHandler(new Ports(heads, redelivery, putOff, clock, () -> {})).handleRequest(
          new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), out, new TestContext("request"));
      JsonNode answer = new ObjectMapper().readTree(out.toByteArray());
      assertThat(answer.fieldNames()).toIterable().containsExactly("batchItemFailures");
      List<String> failures = new ArrayList<>();
      answer.path("batchItemFailures").forEach(failure -> failures.add(failure.path("itemIdentifier").asText()));
      return failures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void raise(ConversationId id, Head head) {
    assertThat(raised.put(id, head)).as("once for each conversation").isNull();
  }

  @Test
  void eachConversationsHeadIsRaisedOnceToTheHighestOfTheBatch() {
    ObjectNode event = appended();
    ObjectNode other = records(event).path(0).deepCopy();
    other.withObject("/dynamodb/Keys/conversation").put("B", "AAAAAAAAAAAAAAAAAAAAAA==");
    other.withObject("/dynamodb/Keys/seq").put("N", "1");
    records(event).add(other);

    assertThat(failures(this::raise, event)).isEmpty();

    assertThat(raised).containsOnlyKeys(ID, ConversationId.of(new byte[16]));
    long highest = 0;
    for (JsonNode record : records(appended())) {
      highest = Math.max(highest, record.at("/dynamodb/Keys/seq/N").asLong());
    }
    assertThat(raised.get(ID).seq()).isEqualTo(highest);
    assertThat(raised.get(ID).time()).isEqualTo(Instant.ofEpochSecond(1_792_833_801));
  }

  @Test
  void aBatchInAnyOrderComesToTheSame() {
    ObjectNode event = appended();
    ObjectNode reversed = appended();
    records(reversed).removeAll();
    records(event).forEach(record -> records(reversed).insert(0, record));

    assertThat(failures(this::raise, reversed)).isEmpty();
    Head head = raised.get(ID);
    raised.clear();
    assertThat(failures(this::raise, event)).isEmpty();
    assertThat(raised.get(ID)).isEqualTo(head);
  }

  @Test
  void whatFailedIsNamedAndTheOthersAreDone() {
    ObjectNode event = appended();
    ObjectNode other = records(event).path(0).deepCopy();
    other.withObject("/dynamodb/Keys/conversation").put("B", "AAAAAAAAAAAAAAAAAAAAAA==");
    other.withObject("dynamodb").put("SequenceNumber", "999");
    records(event).add(other);

    List<String> failures = failures((id, head) -> {
      if (id.equals(ID)) {
        throw new Busy().exception();
      }
      raise(id, head);
    }, event);

    List<String> own = new ArrayList<>();
    records(appended()).forEach(record -> own.add(record.at("/dynamodb/SequenceNumber").asText()));
    assertThat(failures).containsExactlyInAnyOrderElementsOf(own);
    assertThat(raised).containsOnlyKeys(ConversationId.of(new byte[16]));
  }

  @Test
  void aRecordThatCannotBeReadIsNamedAndStallsNoOther() {
    ObjectNode event = appended();
    ObjectNode poison = records(event).addObject();
    poison.withObject("dynamodb").put("SequenceNumber", "666").withObject("Keys");

    assertThat(failures(this::raise, event)).containsExactly("666");
    assertThat(raised).containsOnlyKeys(ID);
  }

  @Test
  void theDailyCallKeepsTheFunctionAliveAndTouchesNothing() {
    assertThat(failures(this::raise, (ObjectNode) Story.read("events/deliver/keep-alive.json"))).isEmpty();
    assertThat(raised).isEmpty();
  }

  @Test
  void readersOfWhatIsOldEnoughAreReachedAtOnce() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    story.now = APPENDED.plus(DeliverHandler.GRACE);

    assertThat(failures(this::raise, appended())).isEmpty();

    assertThat(story.connections.frames(Story.socket(story.bobPhone))).hasSize(2);
    assertThat(later).isEmpty();
  }

  @Test
  void whatIsTooYoungIsPutOffInOneMessage() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    story.now = APPENDED.plusSeconds(1);

    assertThat(failures(this::raise, appended())).isEmpty();

    assertThat(story.connections.delivered()).isZero();
    assertThat(later).containsExactly(new Stretch(ID, 3, 4, APPENDED));
  }

  @Test
  void whatCouldNotBePutOffComesAgain() {
    story.now = APPENDED;

    assertThat(failures(this::raise, _ -> {
      throw new Busy().exception();
    }, appended())).hasSize(2);
  }

  @Test
  void readersOfWhatHasWaitedAreReached() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    story.now = APPENDED.plusSeconds(20);

    assertThat(failures(this::raise, event("waited"))).isEmpty();

    assertThat(story.connections.frames(Story.socket(story.bobPhone))).hasSize(2);
    assertThat(raised).isEmpty();
  }

  /** Else a batch of many readers whose sockets hang would end at the time-out whenever it came, the last ones never reached. */
  @Test
  void whatThereIsNoTimeForIsPutOffInsteadOfFailing() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    story.now = APPENDED.plusSeconds(20);
    afterPatience();

    assertThat(failures(this::raise, event("waited"))).isEmpty();

    assertThat(story.connections.delivered()).isZero();
    assertThat(later).isNotEmpty();
    List<Stretch> left = List.copyOf(later);
    later.clear();
    afterPatience();

    assertThat(failures(this::raise, appended())).isEmpty();

    assertThat(story.connections.delivered()).isZero();
    assertThat(later).isEqualTo(left);
    afterPatience();

    assertThat(failures(this::raise, _ -> {
      throw new Busy().exception();
    }, event("waited"))).hasSize(1);
  }

  /** The clock of an invocation whose first reading is followed by a long time. */
  private void afterPatience() {
    var begun = new AtomicBoolean();
    raised.clear();
    clock = () -> begun.getAndSet(true) ? story.now.plus(DeliverHandler.PATIENCE) : story.now;
  }

  @Test
  void thoseOfALargeGroupAreToldAsOrdered() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);

    assertThat(failures(this::raise, event("ordered"))).isEmpty();

    assertThat(story.connections.frames(Story.socket(story.bobPhone))).hasSize(2);
    assertThat(story.connections.frames(Story.socket(story.aliceLaptop))).isEmpty();
    assertThat(raised).isEmpty();
  }

  /** As a queue of SQS may: the client drops what it has. */
  @Test
  void anOrderThatComesTwiceIsCarriedOutTwice() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    ObjectNode event = event("ordered");
    records(event).add(records(event).path(0).deepCopy());

    assertThat(failures(this::raise, event)).isEmpty();

    List<String> frames = story.connections.frames(Story.socket(story.bobPhone));
    assertThat(frames).hasSize(4);
    assertThat(frames.subList(0, 2)).isEqualTo(frames.subList(2, 4));
  }

  @Test
  void ofOrdersAndStretchesThoseThatFailedComeAgain() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    ObjectNode event = event("ordered");
    ObjectNode broken = records(event).path(0).deepCopy();
    broken.put("messageId", "broken").put("body", "{\"order\":{}}");
    records(event).insert(0, broken).add(records(event("waited")).path(0));

    assertThat(failures(this::raise, event)).containsExactly("broken");
    assertThat(story.connections.frames(Story.socket(story.bobPhone))).hasSize(4);
  }

  @Test
  void whoseDevicesCouldNotBeAskedToBeWokenComesAgain() {
    story.fill(story.open(story.alicePhone, story.bobPhone), story.alicePhone, 144, 4);
    story.devices.put(Samples.wakeable(story.bobPhone, "token"));
    story.now = APPENDED.plusSeconds(20);
    pushes = requests -> requests;
    ObjectNode event = event("waited");

    assertThat(failures(this::raise, event)).containsExactly(records(event).path(0).path("messageId").asText());

    pushes = _ -> List.of();
    assertThat(failures(this::raise, event)).isEmpty();
  }

  @Test
  void aMessageThatCannotBeReadIsNamed() {
    ObjectNode event = event("waited");
    ((ObjectNode) records(event).path(0)).put("body", "{\"stretches\":[{}]}");

    assertThat(failures(this::raise, event)).containsExactly(records(event).path(0).path("messageId").asText());
  }
}
