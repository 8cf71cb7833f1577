package app.culver.local.event;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Json;
import app.culver.local.template.EventSource;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expectations are those of https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html. */
class StreamBatchesTest {
  private static final Invocation FAILED = new Invocation.Failed("Error", "no");
  private static final Invocation TAKEN = new Invocation.Returned(new byte[0]);

  private final CloudClock clock = CloudClock.manual(Instant.EPOCH);
  private final List<List<String>> invoked = new ArrayList<>();
  private final List<String> givenUp = new ArrayList<>();

  @Test
  void aBatchThatIsTakenIsInvokedOnce() throws Exception {
    deliver(3, false, false, 2, -1, records -> TAKEN);
    assertThat(invoked).containsExactly(List.of("0", "1", "2"));
  }

  @Test
  void nothingIsInvokedForNothing() throws Exception {
    deliver(0, false, false, 2, -1, records -> TAKEN);
    assertThat(invoked).isEmpty();
  }

  @Test
  void aFailingBatchIsTriedAsOftenAsTheTemplateSaysAndThenGivenUp() throws Exception {
    deliver(2, false, false, 2, -1, records -> FAILED);
    assertThat(invoked).containsExactly(List.of("0", "1"), List.of("0", "1"), List.of("0", "1"));
    assertThat(givenUp).containsExactly("[0, 1] after 3");
  }

  @Test
  void bisectingCornersTheOneBadRecordAndStallsNoOther() throws Exception {
    deliver(4, true, false, 1, -1, records -> records.contains("2") ? FAILED : TAKEN);
    assertThat(givenUp).containsExactly("[2] after 2");
    assertThat(invoked).containsExactly(List.of("0", "1", "2", "3"), List.of("0", "1"), List.of("2", "3"),
        List.of("2"), List.of("2"), List.of("3"));
  }

  @Test
  void reportedFailuresAreTriedFromTheFirstOneOn() throws Exception {
    deliver(3, false, true, 5, -1, records -> invoked.size() == 1 ? failing("1", "2") : TAKEN);
    assertThat(invoked).containsExactly(List.of("0", "1", "2"), List.of("1", "2"));
  }

  @Test
  void anAnswerThatNamesNoRecordOfTheBatchFailsTheWhole() throws Exception {
    deliver(2, false, true, 0, -1, records -> failing("7"));
    assertThat(givenUp).containsExactly("[0, 1] after 1");
  }

  @Test
  void withoutReportingAnAnswerOfFailuresIsASuccess() throws Exception {
    deliver(2, false, false, 0, -1, records -> failing("0"));
    assertThat(givenUp).isEmpty();
  }

  @Test
  void recordsTooOldAreGivenUp() throws Exception {
    deliver(1, false, false, -1, 60, records -> {
      clock.advance(Duration.ofSeconds(25));
      return FAILED;
    });
    assertThat(givenUp).containsExactly("[0] after 3");
  }

  private void deliver(int count, boolean bisect, boolean reports, int retries, int maximumAge,
      Function<List<String>, Invocation> function) throws InterruptedException {
    var source = new EventSource.Stream("Source", "Table", 100, 0, true, reports, retries, maximumAge, bisect,
        Optional.empty(), List.of());
    var batches = new StreamBatches(source, "Fn", (name, event) -> {
      var numbers = Json.parse(event).orElseThrow().path("Records").valueStream()
          .map(StreamBatches::sequenceNumber).toList();
      invoked.add(numbers);
      return function.apply(numbers);
    }, clock, (records, attempts) -> givenUp
        .add(records.stream().map(StreamBatches::sequenceNumber).toList() + " after " + attempts), attempts -> {});
    batches.deliver(IntStream.range(0, count).mapToObj(StreamBatchesTest::record).toList());
  }

  private static ObjectNode record(int number) {
    var record = Json.object();
    record.putObject("dynamodb").put("SequenceNumber", Integer.toString(number)).put("ApproximateCreationDateTime", 0);
    return record;
  }

  private static Invocation failing(String... numbers) {
    var answer = Json.object();
    for (var number : numbers) {
      answer.withArray("batchItemFailures").addObject().put("itemIdentifier", number);
    }
    return new Invocation.Returned(answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
