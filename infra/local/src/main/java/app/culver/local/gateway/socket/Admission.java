package app.culver.local.gateway.socket;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.ErrorType;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Integration;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import app.culver.local.template.SocketApi;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides on an upgrade: identity sources, authorizer, then the integration of {@code $connect}, in this order, the
 * upgrade pending until all have agreed.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">
 *     The $connect route</a>
 */
final class Admission {
  /** What is logged of an upgrade that goes on. */
  private static final int ACCEPTED = 200;

  private final Optional<String> authorizer;
  private final List<String> identitySources;
  private final Optional<String> function;
  private final ApiStage stage;
  private final Integration integration;
  private final SocketEvents events;
  private final SocketAccess access;
  private final CloudClock clock;

  Admission(SocketApi api, ApiStage stage, Integration integration, SocketEvents events, SocketAccess access,
      CloudClock clock) {
    this.authorizer = api.authorizer();
    this.identitySources = api.identitySources();
    this.function = api.routes().stream().filter(route -> route.key().equals("$connect")).map(SocketApi.Route::function)
        .findFirst();
    this.stage = stage;
    this.integration = integration;
    this.events = events;
    this.access = access;
    this.clock = clock;
  }

  sealed interface Verdict {}

  /** The upgrade may go on; {@code subprotocol} is what the function answers with, {@code null} for none. */
  record Admitted(ObjectNode authorizer, String subprotocol) implements Verdict {}

  /** It may not; {@code error} is empty if the function said so. */
  record Refused(int status, String body, Optional<ErrorType> error) implements Verdict {}

  Verdict judge(Handshake handshake, Duration limit) {
    var requestId = RequestId.next();
    ObjectNode context = null;
    if (authorizer.isPresent()) {
      switch (authorize(authorizer.get(), handshake, requestId, limit)) {
        case Authorizer.Refused(int status, String message) -> {
          var error = Optional.of(ErrorType.ofAuthorizer(status));
          access.write(events.connect(handshake, null, requestId, clock.instant()), status, error);
          return new Refused(status, Json.message(message), error);
        }
        case Authorizer.Allowed allowed -> context = allowed.context();
      }
    }
    var event = events.connect(handshake, context, requestId, clock.instant());
    if (function.isEmpty()) {
      access.write(event, ACCEPTED, Optional.empty());
      return new Admitted(context, null);
    }
    var asked = clock.instant();
    var verdict = verdict(integration.call(function.get(), Json.bytes(event), limit), context, handshake, requestId);
    var took = Duration.between(asked, clock.instant());
    switch (verdict) {
      case Admitted _ -> access.write(event, ACCEPTED, Optional.empty(), took);
      case Refused refused -> access.write(event, refused.status(), refused.error(), took);
    }
    return verdict;
  }

  private Authorizer.Decision authorize(String authorizer, Handshake handshake, String requestId,
      Duration limit) {
    if (!Authorizer.isIdentified(identitySources, handshake)) {
      return new Authorizer.Refused(401, "Unauthorized");
    }
    var begin = clock.instant();
    var outcome = integration.call(authorizer, Json.bytes(events.authorize(handshake, requestId, begin)),
        limit);
    return Authorizer.decide(outcome, stage, Duration.between(begin, clock.instant()).toMillis());
  }

  private static Verdict verdict(Optional<Invocation> outcome, ObjectNode context, Handshake handshake,
      String requestId) {
    return switch (outcome.orElse(null)) {
      case null -> refused(504, ErrorType.INTEGRATION_TIMEOUT, "Endpoint request timed out", handshake, requestId);
      case Invocation.Failed _ ->
        refused(502, ErrorType.INTEGRATION_FAILURE, "Internal server error", handshake, requestId);
      case Invocation.Returned returned -> ProxyAnswer.read(returned.payload()).<Verdict>map(answer -> {
        var accepted = answer.status() >= 200 && answer.status() < 300;
        return accepted
            ? new Admitted(context, answer.header("Sec-WebSocket-Protocol").orElse(null))
            : new Refused(answer.status(), answer.body().orElse(""), Optional.empty());
      }).orElseGet(() -> refused(502, ErrorType.INTEGRATION_FAILURE, "Internal server error", handshake, requestId));
    };
  }

  private static Refused refused(int status, ErrorType type, String message, Handshake handshake, String requestId) {
    return new Refused(status, error(message, handshake, requestId).toString(), Optional.of(type));
  }

  /** The form of the gateway's own messages, in frames and in refusals. */
  static JsonNode error(String message, Handshake handshake, String requestId) {
    return Json.object().put("message", message).put("connectionId", handshake.connection()).put("requestId",
        requestId);
  }
}
