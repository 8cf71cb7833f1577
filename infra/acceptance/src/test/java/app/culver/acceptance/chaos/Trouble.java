package app.culver.acceptance.chaos;

import static app.culver.acceptance.chaos.Whereabouts.parse;

import app.culver.local.clock.Skew;
import app.culver.local.event.EventFaults;
import app.culver.local.fcm.Answer;
import app.culver.local.fcm.FcmStub.Push;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.tap.TapFaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes things go wrong, in each conversation by its own plan. */
final class Trouble implements TapFaults, GatewayFaults, EventFaults, Skew {
  /** Clocks on AWS are far closer to the right time than that. */
  private static final int MOST_SKEW_MILLIS = 2_000;

  private final Whereabouts whereabouts;

  Trouble(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  @Override
  public Fault on(String service, String operation, String instance, byte[] request) {
    var talks = whereabouts.talksServedBy(instance);
    if (talks.isEmpty()) {
      return new Fault.None();
    }
    var body = Target.request(service, request);
    var site = Site.call(service, operation, instance, whereabouts.routeServedBy(instance), body);
    return firstOf(talks, site).map(kind -> kind.fault(site, body.path("TransactItems").size()))
        .orElse(new Fault.None());
  }

  @Override
  public ManagementFault onManagement(String method, String connection, byte[] body) {
    return whereabouts.deviceOf(connection).filter(device -> method.equals("POST"))
        .flatMap(device -> whereabouts.talkWith(device).map(talk -> post(talk, device, body)))
        .orElse(ManagementFault.NONE);
  }

  private static ManagementFault post(Talk talk, String device, byte[] body) {
    var frame = parse(body);
    var type = frame.path("type").asText();
    if (type.equals("entry")) {
      talk.attempted(device, frame.path("conversation").asText(), frame.at("/entry/seq").asLong());
    }
    var kind = talk.disturb(Site.post(type, talk.number(device)));
    if (kind.filter(Kind.POST_HANGS::equals).isPresent()) {
      hang();
    }
    kind.filter(Kind.GONE::equals).or(() -> kind.filter(Kind.GONE_ALTHOUGH_DONE::equals))
        .ifPresent(gone -> talk.cutOff(device));
    return kind.map(Kind::post).orElse(ManagementFault.NONE);
  }

  private static void hang() {
    try {
      Thread.sleep(Kind.HANGING);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean losesDisconnect(String connection) {
    return whereabouts.deviceOf(connection)
        .flatMap(device -> whereabouts.talkWith(device).flatMap(talk -> talk.disturb(Site.end(talk.number(device)))))
        .isPresent();
  }

  @Override
  public Mishap on(String function, byte[] event) {
    return firstOf(whereabouts.talksOf(parse(event)), Site.batch(function)).map(Kind::batch).orElse(Mishap.NONE);
  }

  /** Of several talks that something is done for at once, one is disturbed: the others come by it innocently. */
  private static Optional<Kind> firstOf(List<Talk> talks, Site site) {
    return talks.stream().flatMap(talk -> talk.disturb(site).stream()).findFirst();
  }

  /** What the provider answers to a push. */
  Answer on(Push push) {
    return whereabouts.deviceWith(push.target())
        .flatMap(device -> whereabouts.talkWith(device).map(talk -> talk.push(device)))
        .orElseGet(Answer.Accepted::new);
  }

  /** By the name, which ends with a number: those of neighbours are far from each other, ahead and behind. */
  @Override
  public Duration of(String instance) {
    return Duration.ofMillis(new Random(instance.hashCode()).nextInt(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS + 1));
  }
}
