package app.culver.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestContext;
import app.culver.core.device.Device;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushToken;
import app.culver.core.memory.MemoryPushes;
import app.culver.core.memory.Samples;
import app.culver.core.push.Pushed;
import app.culver.core.push.RetryDelay;
import app.culver.core.push.WakingUp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

/** The function by the queue's events; Bob's and Alice's phones are away. */
class PushHandlerTest {
  private static final Instant ACCEPTED = Instant.ofEpochMilli(1_792_833_801_000L);

  private final Story story = new Story();
  private final MemoryPushes pushes = new MemoryPushes(story.devices);
  private final List<String> woken = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> hidden = new LinkedHashMap<>();
  private Function<PushToken, Pushed> provider = _ -> new Pushed.Sent();
  private boolean queueAnswers = true;

  private final PushHandler handler = new PushHandler(new Ports(
      new WakingUp(story.devices, story.tables, pushes, pushes, Map.of(PushProvider.FCM, token -> {
        woken.add(token.value());
        return provider.apply(token);
      }), () -> story.now), new Visibility(new Queue(), "queue"), new RetryDelay(() -> 0), story.devices,
      story.tables));

  @BeforeEach
  void away() {
    story.devices.put(Samples.wakeable(story.alicePhone, "alice"));
    story.devices.put(Samples.wakeable(story.bobPhone, "bob"));
    story.now = ACCEPTED.plusSeconds(3);
  }

  /** The messages that are to come again. */
  private List<String> failures(String event) {
    return failures(Story.read("events/push/" + event + ".json"));
  }

  private List<String> failures(JsonNode event) {
    try {
      var out = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), out,
          new TestContext("request"));
      JsonNode answer = new ObjectMapper().readTree(out.toByteArray());
      assertThat(answer.fieldNames()).toIterable().containsExactly("batchItemFailures");
      List<String> failures = new ArrayList<>();
      answer.path("batchItemFailures").forEach(failure -> failures.add(failure.path("itemIdentifier").asText()));
      return failures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> all(String event) {
    List<String> ids = new ArrayList<>();
    Story.read("events/push/" + event + ".json").path("Records")
        .forEach(record -> ids.add(record.path("messageId").asText()));
    return ids;
  }

  @Test
  void aDeviceIsWokenAndItsRequestLeavesTheQueue() {
    assertThat(failures("one")).isEmpty();
    assertThat(woken).containsExactly("bob");
    assertThat(hidden).isEmpty();
  }

  @Test
  void eachDeviceOfABatchIsWokenOnce() {
    assertThat(failures("burst")).isEmpty();
    assertThat(woken).containsExactlyInAnyOrder("alice", "bob");
  }

  @Test
  void whatIsTooEarlyComesAgainWhenItIsDue() {
    story.devices.put(Samples.connected(Samples.wakeable(story.bobPhone, "bob"), "socket", story.now));

    assertThat(failures("one")).isEqualTo(all("one"));
    assertThat(hidden.values()).containsExactly(7);
    assertThat(woken).isEmpty();
  }

  /** Or the looks that the queue allows would be used up long before the provider is well again. */
  @Test
  void whatIsTooEarlyTimeAndAgainComesLaterEachTime() {
    story.devices.put(Samples.connected(Samples.wakeable(story.bobPhone, "bob"), "socket", story.now));

    assertThat(failures("fourth-try")).isEqualTo(all("fourth-try"));
    assertThat(hidden.values()).containsExactly(27);
  }

  @Test
  void whatTheOperatorHasToMendComesAgainLaterEachTime() {
    provider = _ -> new Pushed.Misconfigured("reason");

    assertThat(failures("fourth-try")).isEqualTo(all("fourth-try"));
    assertThat(hidden.values()).containsExactly(27);
  }

  @Test
  void whatAProviderCannotTakeComesAgainLaterEachTime() {
    provider = _ -> new Pushed.Later(Duration.ZERO);

    assertThat(failures("one")).isEqualTo(all("one"));
    assertThat(hidden.values()).containsExactly(1);
    hidden.clear();
    assertThat(failures("fourth-try")).isEqualTo(all("fourth-try"));
    assertThat(hidden.values()).containsExactly(27);
  }

  @Test
  void itComesNoSoonerThanTheProviderWants() {
    provider = _ -> new Pushed.Later(Duration.ofMinutes(3));

    assertThat(failures("burst")).containsExactlyInAnyOrderElementsOf(all("burst"));
    assertThat(hidden.values()).containsExactly(180, 180, 180, 180);
  }

  @Test
  void theOthersOfABatchAreDone() {
    provider = token -> token.value().equals("bob") ? new Pushed.Later(Duration.ZERO) : new Pushed.Sent();

    assertThat(failures("burst")).containsExactlyInAnyOrderElementsOf(all("burst").subList(0, 3));
  }

  @Test
  void whatIsRefusedOrUnregisteredDoesNotComeAgain() {
    provider = _ -> new Pushed.Refused("reason");
    assertThat(failures("one")).isEmpty();
    provider = _ -> new Pushed.Unregistered();
    assertThat(failures("one")).isEmpty();
    assertThat(story.devices.of(story.bobPhone.account())).extracting(Device::push).containsExactly(
        Optional.empty());
  }

  @Test
  void troubleOfOurOwnComesAgain() {
    provider = _ -> {
      throw new IllegalStateException("no credentials");
    };

    assertThat(failures("one")).isEqualTo(all("one"));
    assertThat(hidden.values()).containsExactly(1);
  }

  @Test
  void aQueueThatSetsNoTimeBringsItAllTheSame() {
    provider = _ -> new Pushed.Later(Duration.ZERO);
    queueAnswers = false;

    assertThat(failures("one")).isEqualTo(all("one"));
  }

  @Test
  void whatCannotBeReadIsNamedAndStallsNoOther() {
    assertThat(failures("malformed")).containsExactly(all("malformed").getFirst());
    assertThat(woken).containsExactly("bob");
  }

  @Test
  void theDailyCallWakesNobody() {
    assertThat(failures("keep-alive")).isEmpty();
    assertThat(woken).isEmpty();
  }

  /** A queue that notes for how long messages are hidden. */
  private final class Queue implements SqsClient {
    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
        ChangeMessageVisibilityBatchRequest request) {
      if (!queueAnswers) {
        throw SdkClientException.create("no answer");
      }
      request.entries().forEach(entry -> hidden.put(entry.receiptHandle(), entry.visibilityTimeout()));
      return ChangeMessageVisibilityBatchResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
