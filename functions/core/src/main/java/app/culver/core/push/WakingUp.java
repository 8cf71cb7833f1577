package app.culver.core.push;

import app.culver.core.account.PushTokens;
import app.culver.core.concurrent.Pending;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.Push;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushTarget;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.push.Outcome.Again;
import app.culver.core.push.Outcome.Failed;
import app.culver.core.push.Outcome.Misconfigured;
import app.culver.core.push.Outcome.Needless;
import app.culver.core.push.Outcome.Refused;
import app.culver.core.push.Outcome.Sent;
import app.culver.core.push.Outcome.Unregistered;
import app.culver.core.push.Outcome.Wait;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Wakes devices, if that is still needed. One wake-up covers all that was accepted before it, as far as clocks can tell, and
 * a device gets at most one in ten seconds: what comes in between waits for the next.
 */
public final class WakingUp {
  /** The least time between two wake-ups of a device. */
  static final Duration GAP = Duration.ofSeconds(10);

  /** How long an entry is left to a device that seems to be connected: by then its receipt should be there. */
  static final Duration CONNECTED = Duration.ofSeconds(10);

  /**
   * How far the clock of who wakes may be ahead of the clock of who accepts before a message is taken for covered that is
   * not. Clocks on AWS are far closer. It is shorter than a request waits in the queue, so that a burst still rings once.
   */
  static final Duration APART = Duration.ofSeconds(2);

  /** Longer than a provider may take. If the one who wakes dies meanwhile, others have to wait this long. */
  static final Duration BUSY = Duration.ofSeconds(30);

  private final Devices devices;
  private final Receipts receipts;
  private final PushStates states;
  private final PushTokens tokens;
  private final Map<PushProvider, Pushes> providers;
  private final InstantSource clock;

  /**
   * @param providers one for each that devices may have tokens of
   * @throws IllegalArgumentException if one is missing, so that nothing is found out only when somebody is to be woken
   */
  public WakingUp(Devices devices, Receipts receipts, PushStates states, PushTokens tokens,
      Map<PushProvider, Pushes> providers, InstantSource clock) {
    this.devices = devices;
    this.receipts = receipts;
    this.states = states;
    this.tokens = tokens;
    this.providers = Map.copyOf(providers);
    if (!this.providers.keySet().equals(Set.of(PushProvider.values()))) {
      throw new IllegalArgumentException("there is not one adapter for each provider: " + this.providers.keySet());
    }
    this.clock = clock;
  }

  private record Place(AccountId account, DeviceId device) {}

  /** Handles the requests, those of different devices side by side; each has its outcome. Never throws. */
  public Map<PushRequest, Outcome> wake(Collection<PushRequest> requests) {
    Map<Place, List<PushRequest>> byDevice = requests.stream().distinct()
        .collect(Collectors.groupingBy(request -> new Place(request.account(), request.device())));
    List<Pending<Map<PushRequest, Outcome>>> started = byDevice.entrySet().stream()
        .map(each -> Pending.start(() -> outcomes(each.getKey(), each.getValue()))).toList();
    Map<PushRequest, Outcome> outcomes = new HashMap<>();
    started.forEach(pending -> outcomes.putAll(pending.get()));
    return outcomes;
  }

  private Map<PushRequest, Outcome> outcomes(Place place, List<PushRequest> requests) {
    try {
      return wakeIfMissing(place, requests);
    } catch (RuntimeException e) {
      return all(requests, new Failed(e));
    }
  }

  private Map<PushRequest, Outcome> wakeIfMissing(Place place, List<PushRequest> requests) {
    Map<ConversationId, Pending<Long>> delivered = new HashMap<>();
    requests.forEach(request -> delivered.computeIfAbsent(request.conversation(),
        conversation -> Pending.start(() -> delivered(place, conversation))));
    Optional<Device> found = devices.of(place.account()).stream()
        .filter(device -> device.id().equals(place.device()) && device.push().isPresent()).findFirst();

    Map<PushRequest, Outcome> outcomes = all(requests, new Needless());
    found.ifPresent(device -> {
      Push push = device.push().orElseThrow();
      List<PushRequest> needed = requests.stream().filter(request -> !request.isCoveredBy(push))
          .filter(request -> delivered.get(request.conversation()).get() < request.seq()).toList();
      outcomes.putAll(wakeIfDue(device, push, needed));
    });
    return outcomes;
  }

  private long delivered(Place place, ConversationId conversation) {
    return receipts.of(conversation, place.account()).stream()
        .filter(receipt -> receipt.device().equals(place.device())).map(Receipt::watermarks)
        .mapToLong(watermarks -> watermarks.delivered()).findFirst().orElse(0);
  }

  private Map<PushRequest, Outcome> wakeIfDue(Device device, Push push, List<PushRequest> needed) {
    Instant now = clock.instant();
    if (needed.isEmpty()) {
      return Map.of();
    }
    if (device.presence().isPresent() && needed.stream().noneMatch(each -> each.time().plus(CONNECTED).isBefore(now))) {
      return needed.stream().collect(
          Collectors.toMap(each -> each, each -> new Wait(Duration.between(now, each.time().plus(CONNECTED)))));
    }
    Instant next = push.upTo().plus(APART).plus(GAP);
    if (now.isBefore(next)) {
      return all(needed, new Wait(Duration.between(now, next)));
    }
    Instant until = now.plus(BUSY);
    if (now.isBefore(push.busyUntil()) || !states.begin(device, until)) {
      // As if it had been woken just now.
      return all(needed, new Wait(GAP));
    }
    return all(needed, push(device, needed, now, until));
  }

  private Outcome push(Device device, List<PushRequest> needed, Instant now, Instant until) {
    PushTarget target = device.push().orElseThrow().target();
    return switch (providers.get(target.provider()).wake(target.token())) {
      case Pushed.Sent() -> {
        remember(device, until, now, needed);
        yield new Sent();
      }
      case Pushed.Unregistered() -> {
        tokens.remove(device.account(), device.id(), target);
        yield new Unregistered();
      }
      case Pushed.Later(var atLeast) -> {
        states.abandon(device, until);
        yield new Again(atLeast);
      }
      case Pushed.Refused(var reason) -> {
        states.abandon(device, until);
        yield new Refused(reason);
      }
      case Pushed.Misconfigured(var reason) -> {
        states.abandon(device, until);
        yield new Misconfigured(reason);
      }
    };
  }

  private void remember(Device device, Instant until, Instant now, List<PushRequest> needed) {
    try {
      states.sent(device, until, now.minus(APART),
          needed.stream().collect(Collectors.toMap(PushRequest::conversation, PushRequest::seq, Math::max)));
    } catch (RuntimeException _) {
      // It has been woken all the same; at worst it will be once more.
    }
  }

  private static Map<PushRequest, Outcome> all(List<PushRequest> requests, Outcome outcome) {
    return requests.stream().collect(Collectors.toMap(request -> request, _ -> outcome, (one, _) -> one, HashMap::new));
  }
}
