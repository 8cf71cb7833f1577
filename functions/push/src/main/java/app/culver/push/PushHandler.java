package app.culver.push;

import app.culver.aws.json.Json;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Log;
import app.culver.aws.runtime.Priming;
import app.culver.core.push.Outcome;
import app.culver.core.push.PushRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a batch of requests and wakes the devices that still need it. What is to come again is named in the answer, and
 * comes when it is due; the rest leaves the queue.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch responses</a>
 */
public final class PushHandler implements RequestStreamHandler {
  private final Ports ports;
  private final Priming priming;

  /** @throws IllegalStateException if the environment lacks something, or names a stub outside the local cloud */
  public PushHandler() {
    this(Environment.ofProcess());
  }

  private PushHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment), Clocks.ofHost().isPresent(), Clocks.clock()));
  }

  PushHandler(Ports ports) {
    this.ports = ports;
    this.priming = Priming.register(ports::prime);
  }

  private record Answer(List<Failure> batchItemFailures) {}

  private record Failure(String itemIdentifier) {}

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Log log = Log.of(context);
    List<Failure> failures = new ArrayList<>();
    List<Received> batch = new ArrayList<>();
    for (JsonNode record : Json.event(in).path("Records")) {
      try {
        batch.add(Received.of(record));
      } catch (RuntimeException e) {
        log.error("a request that cannot be read", e);
        failures.add(new Failure(Received.messageId(record)));
      }
    }
    Map<PushRequest, Outcome> outcomes = ports.waking().wake(batch.stream().map(Received::request).toList());
    Map<Received, Duration> again = new LinkedHashMap<>();
    batch.forEach(each -> again(outcomes.get(each.request()), each.receives(), log)
        .ifPresent(delay -> again.put(each, delay)));
    hide(again, log);
    again.keySet().forEach(each -> failures.add(new Failure(each.messageId())));
    out.write(Json.bytes(new Answer(failures)));
  }

  /** When it is to come again; empty if it is done with. */
  private Optional<Duration> again(Outcome outcome, int receives, Log log) {
    return switch (outcome) {
      case Outcome.Sent _,Outcome.Needless _,Outcome.Unregistered _ -> Optional.empty();
      case Outcome.Refused(var reason) -> {
        log.warn("a push was refused", null, "reason", reason);
        yield Optional.empty();
      }
      case Outcome.Misconfigured(var reason) -> {
        log.error("a push was refused, which the operator has to mend", null, "reason", reason);
        yield Optional.of(ports.delays().after(receives, Duration.ZERO));
      }
      // Each look counts for the queue. While the provider fails, requests that wait for one another must last as long as it.
      case Outcome.Wait(var atLeast) -> Optional.of(ports.delays().after(receives, atLeast));
      case Outcome.Again(var atLeast) -> Optional.of(ports.delays().after(receives, atLeast));
      case Outcome.Failed(var cause) -> {
        log.error("a device that could not be woken", cause);
        yield Optional.of(ports.delays().after(receives, Duration.ZERO));
      }
    };
  }

  private void hide(Map<Received, Duration> again, Log log) {
    try {
      ports.visibility().hide(again);
    } catch (RuntimeException e) {
      log.warn("requests that come again too late", e);
    }
  }
}
