package app.culver.connections;

import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.json.Json;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.runtime.Priming;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.VerificationKeys;
import app.culver.aws.wiring.Verification;
import app.culver.core.device.Caller;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides on {@code $connect} who may open a socket: a device that is signed in, from no page or from an allowed one. Who
 * may not gets a denial and never an error, which anybody could cause and an operator would be woken for.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">REQUEST
 *     authorizers of WebSocket APIs</a>
 */
public final class AuthorizerHandler implements RequestStreamHandler {
  private final AccessTokenVerifier verifier;
  private final Devices devices;
  private final Set<String> allowedOrigins;
  private final Priming priming;

  public AuthorizerHandler() {
    this(Environment.ofProcess());
  }

  private AuthorizerHandler(Environment environment) {
    AwsClients clients = new AwsClients(environment);
    Verification verification = Verification.of(environment, clients, Clocks.clock());
    this(verification.keys(), verification.verifier(),
        new DynamoDevices(clients.dynamoDb(), environment.required("ACCOUNTS_TABLE"), Clocks.clock()),
        environment.has("ALLOWED_ORIGINS") ? new HashSet<>(environment.list("ALLOWED_ORIGINS")) : Set.of());
  }

  /** @param allowedOrigins the pages that may open sockets, such as {@code https://chat.example.org} */
  AuthorizerHandler(VerificationKeys keys, AccessTokenVerifier verifier, Devices devices, Set<String> allowedOrigins) {
    this.verifier = verifier;
    this.devices = devices;
    this.allowedOrigins = Set.copyOf(allowedOrigins);
    this.priming = Priming.register(() -> {
      keys.all();
      devices.of(Nobody.ACCOUNT);
    });
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonNode event = Json.event(in);
    String resource = event.path("methodArn").asText();
    Offer offer = Offer.of(event);
    Optional<Caller> caller = offer.token().filter(_ -> allowedOrigins.containsAll(offer.origins()))
        .flatMap(this::caller);
    out.write(
        Json.bytes(caller.map(allowed -> Policy.allow(allowed, resource)).orElseGet(() -> Policy.deny(resource))));
  }

  private Optional<Caller> caller(String token) {
    try {
      Caller caller = verifier.verify(token);
      OwnDevice.in(devices.of(caller.account()), caller);
      return Optional.of(caller);
    } catch (RefusedException e) {
      if (e.refusal() instanceof Busy) {
        // Not for the client to be told that its token is bad: the gateway makes 500 of it.
        throw e;
      }
      return Optional.empty();
    }
  }
}
