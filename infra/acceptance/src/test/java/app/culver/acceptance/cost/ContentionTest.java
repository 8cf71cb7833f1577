package app.culver.acceptance.cost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.RawDevice;
import app.culver.local.tap.AwsCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Members of one group who all write at once: every message gets its place, nobody starves, and what it costs to get one
 * among so many is printed. It depends on who meets whom, so that it is not held.
 */
@Tag("cost")
class ContentionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MEMBERS = 50;
  private static final int MESSAGES = 4;

  private final Cloud cloud = Cloud.running();
  private final List<RawDevice> people = new ArrayList<>();

  /** What a round came to. @param tries how often a message was put, by its id */
  private record Round(int writers, double writeUnits, double readUnits, int busy, Map<String, Integer> tries) {
    String row() {
      var messages = writers * MESSAGES;
      return String.format(Locale.ROOT, "| %d | %d | %.2f | %d | %.2f | %.1f | %d |%n", writers, messages,
          tries.values().stream().mapToInt(Integer::intValue).sum() / (double) messages,
          tries.values().stream().mapToInt(Integer::intValue).max().orElse(0), writeUnits / messages,
          readUnits / messages, busy);
    }
  }

  @Test
  void fiftyWritersAtOnceAllGetTheirPlaces() throws Exception {
    people.addAll(sideBySide(IntStream.range(0, MEMBERS).<Callable<RawDevice>>mapToObj(index -> cloud::newDevice)
        .toList(), 4));
    var table = new StringBuilder(
        """
            | Writers at once | Messages | Puts a message | Most for one | Write units a message | Read units a message | Busy |
            |---|---|---|---|---|---|---|
            """);
    for (var writers : List.of(1, 2, 5, 10, 25, MEMBERS)) {
      table.append(round(writers).row());
    }
    System.out.println(table);
    Files.writeString(Path.of(System.getProperty("culver.root"), "infra/acceptance/target/contention.md"), table);
  }

  private Round round(int writers) throws Exception {
    var owner = people.getFirst();
    // In one request no more than forty may come.
    var group = owner.createGroup(members(1, 40));
    owner.change(group, 1, RawDevice.added(members(40, MEMBERS))).expect(200);
    var newest = new AtomicLong(2);
    var busy = new AtomicInteger();
    try (var taps = cloud.record()) {
      var positions = sideBySide(people.subList(0, writers).stream()
          .<Callable<List<Long>>>map(writer -> () -> write(writer, group.value(), newest, busy)).toList(), writers);
      taps.awaitQuiet();

      assertThat(positions).allSatisfy(own -> assertThat(own).hasSize(MESSAGES).isSorted());
      assertThat(positions.stream().flatMap(List::stream).sorted().toList())
          .isEqualTo(LongStream.rangeClosed(3, 2L + writers * MESSAGES).boxed().toList());
      var calls = taps.calls("MessagesFunction");
      return new Round(writers, calls.stream().mapToDouble(AwsCall::writeUnits).sum(),
          calls.stream().filter(call -> !onAccounts(call)).mapToDouble(AwsCall::readUnits).sum(), busy.get(),
          tries(calls));
    }
  }

  private Member[] members(int from, int to) {
    return people.subList(from, to).stream().map(person -> Member.of(person.account()))
        .toArray(Member[]::new);
  }

  /** One message after the other, each until it is accepted. */
  private static List<Long> write(RawDevice writer, String group, AtomicLong newest, AtomicInteger busy) {
    var positions = new ArrayList<Long>();
    while (positions.size() < MESSAGES) {
      // As a device that hears of all the others' messages.
      var request = RawDevice.object().put("conversation", group).put("since", newest.get());
      request.putArray("envelopes").addObject().put("id", RawDevice.newMessage().value()).put("suite", "mls")
          .put("ciphertext", RawDevice.base64(new byte[334]));
      var answer = writer.post("/v1/messages", request);
      for (; answer.status() == 503; answer = writer.post("/v1/messages", request)) {
        busy.incrementAndGet();
      }
      positions.add(answer.expect(200).path("accepted").path(0).path("seq").asLong());
      newest.accumulateAndGet(positions.getLast(), Math::max);
    }
    return positions;
  }

  private static Map<String, Integer> tries(List<AwsCall> calls) throws IOException {
    var tries = new HashMap<String, Integer>();
    for (var call : calls) {
      if (call.operation().equals("PutItem")) {
        tries.merge(request(call).at("/Item/i/B").asText(), 1, Integer::sum);
      }
    }
    return tries;
  }

  /** Devices are read once for each member, however many write. */
  private boolean onAccounts(AwsCall call) {
    try {
      return call.service().equals("dynamodb")
          && cloud.tables().id(request(call).path("TableName").asText()).equals("AccountsTable");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode request(AwsCall call) throws IOException {
    return JSON.readTree(new String(call.request(), UTF_8));
  }

  private static <T> List<T> sideBySide(List<Callable<T>> tasks, int atOnce) throws Exception {
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      var results = new ArrayList<T>();
      for (var result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
