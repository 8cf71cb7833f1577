package app.culver.deliver;

import app.culver.aws.connections.Undelivered;
import app.culver.aws.json.Json;
import app.culver.aws.queue.OrderForm;
import app.culver.aws.queue.StretchesForm;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Log;
import app.culver.aws.runtime.Priming;
import app.culver.core.concurrent.Pending;
import app.culver.core.identifier.ConversationId;
import app.culver.core.redelivery.Reached;
import app.culver.core.redelivery.Stretch;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Takes a batch of the log's stream, or what waits in the queue: stretches that were too young when the stream told of
 * them, and orders to tell a part of a large group. What could not be done is named in the answer and comes again; doing the rest twice changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial batch
 *     responses</a>
 */
public final class DeliverHandler implements RequestStreamHandler {
  /** Within this time a client that is connected has acknowledged, usually. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * For how long an invocation begins with further stretches: what it has begun then ends before its time-out. Readers whose
   * sockets take nothing cost some seconds each, and those of a thousand stretches would use it up again and again.
   */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int MOST_AT_ONCE = 16;

  private final Ports ports;
  private final Priming priming;

  public DeliverHandler() {
    this(Environment.ofProcess());
  }

  private DeliverHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment)));
  }

  DeliverHandler(Ports ports) {
    this.ports = ports;
    this.priming = Priming.register(ports.priming()::run);
  }

  private record Answer(List<Failure> batchItemFailures) {}

  private record Failure(String itemIdentifier) {}

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log log = Log.of(context);
    Instant until = ports.clock().instant().plus(PATIENCE);
    List<JsonNode> records = Json.event(in).path("Records").valueStream().toList();
    boolean fromQueue = records.stream().anyMatch(record -> record.path("eventSource").asText().equals("aws:sqs"));
    out.write(Json.bytes(new Answer(fromQueue ? waited(records, until, log) : appended(records, until, log))));
  }

  private List<Failure> appended(List<JsonNode> records, Instant until, Log log) {
    List<Failure> failures = new ArrayList<>();
    Map<ConversationId, Stretch> stretches = new HashMap<>();
    List<Appended> batch = new ArrayList<>();
    for (JsonNode record : records) {
      try {
        Appended appended = Appended.of(record);
        batch.add(appended);
        stretches.merge(appended.conversation(), appended.stretch(), Stretch::and);
      } catch (RuntimeException e) {
        log.error("a record that cannot be read", e);
        failures.add(new Failure(Appended.sequenceNumber(record)));
      }
    }
    Set<Stretch> failed = each(stretches.values(), "a head that was not raised", log,
        stretch -> ports.heads().raise(stretch.conversation(), Appended.head(stretch)));
    var oldEnough = ports.clock().instant().minus(GRACE);
    List<Stretch> young = stretches.values().stream().filter(stretch -> stretch.newest().isAfter(oldEnough)).toList();
    failed.addAll(later(young, log));
    failed.addAll(reach(stretches.values().stream().filter(stretch -> !young.contains(stretch)).toList(), until, log));
    batch.stream().filter(each -> failed.contains(stretches.get(each.conversation())))
        .forEach(each -> failures.add(new Failure(each.sequenceNumber())));
    return failures;
  }

  private List<Stretch> later(List<Stretch> stretches, Log log) {
    try {
      if (!stretches.isEmpty()) {
        ports.later().put(stretches);
      }
      return List.of();
    } catch (RuntimeException e) {
      log.error("entries that were not put off", e);
      return stretches;
    }
  }

  private List<Failure> waited(List<JsonNode> records, Instant until, Log log) {
    List<Failure> failures = new ArrayList<>();
    for (JsonNode record : records) {
      try {
        if (!done(record.path("body").asText(), until, log)) {
          failures.add(new Failure(record.path("messageId").asText()));
        }
      } catch (RuntimeException e) {
        log.error("a message that cannot be read", e);
        failures.add(new Failure(record.path("messageId").asText()));
      }
    }
    return failures;
  }

  private boolean done(String body, Instant until, Log log) {
    return OrderForm.read(body).map(order -> reach(List.of(order), ports.redelivery()::reach, log).isEmpty())
        .orElseGet(() -> reach(StretchesForm.read(body), until, log).isEmpty());
  }

  /** Reaches the readers of as many stretches as there is time for, and puts the others off. */
  private Set<Stretch> reach(Collection<Stretch> stretches, Instant until, Log log) {
    Queue<Stretch> left = new ConcurrentLinkedQueue<>();
    Set<Stretch> failed = reach(stretches, stretch -> {
      if (ports.clock().instant().isBefore(until)) {
        return ports.redelivery().reach(stretch);
      }
      left.add(stretch);
      return Reached.NOBODY;
    }, log);
    failed.addAll(later(List.copyOf(left), log));
    return failed;
  }

  private static <T> Set<T> reach(Collection<T> parts, Function<T, Reached> redelivery, Log log) {
    return each(parts, "readers that were not reached", log, part -> {
      Reached reached = redelivery.apply(part);
      Undelivered.note(log, reached.posts());
      if (reached.lost() > 0) {
        // Nobody comes after this net: all of it comes again, and clients drop what they have.
        throw new IllegalStateException(reached.lost() + " of " + reached.asked() + " pushes could not be asked for");
      }
    });
  }

  /** Does something for each, side by side; gives those for which it failed. */
  private static <T> Set<T> each(Collection<T> parts, String failure, Log log, Consumer<T> work) {
    Semaphore permits = new Semaphore(MOST_AT_ONCE);
    List<Pending<Stream<T>>> under = parts.stream().map(part -> Pending.start(permits, () -> {
      try {
        work.accept(part);
        return Stream.<T>empty();
      } catch (RuntimeException e) {
        log.error(failure, e);
        return Stream.of(part);
      }
    })).toList();
    Set<T> failed = new HashSet<>();
    under.forEach(each -> each.get().forEach(failed::add));
    return failed;
  }
}
