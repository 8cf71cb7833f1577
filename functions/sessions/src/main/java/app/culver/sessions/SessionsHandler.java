package app.culver.sessions;

import app.culver.aws.connections.Undelivered;
import app.culver.aws.gateway.Gateway;
import app.culver.aws.gateway.HttpAnswer;
import app.culver.aws.gateway.HttpRequest;
import app.culver.aws.gateway.HttpRoutes;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Priming;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.OwnDevice;
import app.culver.core.session.SignIn;
import app.culver.sessions.firebase.FirebaseIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign-in, renewal, sign-out and the public keys. */
public final class SessionsHandler implements RequestStreamHandler {
  /** How long a copy of the keys may be used. At a rotation a new key is published for longer before it signs. */
  private static final String KEYS_CACHE = "public, max-age=300";

  private final Ports ports;
  private final Gateway gateway = Gateway
      .of(new HttpRoutes().on("POST /v1/sessions", this::signIn).on("POST /v1/sessions/refresh", this::refresh)
          .on("DELETE /v1/sessions/current", this::signOut).on("GET /.well-known/jwks.json", this::keySet));
  private final Priming priming;

  /** @throws IllegalStateException if the environment lacks something or names an emulator outside the local cloud */
  public SessionsHandler() {
    this(Environment.ofProcess());
  }

  private SessionsHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment),
        FirebaseIdentity.of(environment, Clocks.ofHost().isPresent()), Clocks.clock()));
  }

  SessionsHandler(Ports ports) {
    this.ports = ports;
    this.priming = Priming.register(() -> {
      ports.prime();
      gateway.rehearse("DELETE /v1/sessions/current");
    });
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    gateway.handle(in, out, context);
  }

  private HttpAnswer signIn(HttpRequest request) {
    SignIn.Result result = ports.signIn().signIn(request.body(SignInRequest.class).toDomain());
    Undelivered.note(request.invocation().log(), result.told());
    return HttpAnswer.json(201, SessionAnswer.of(result));
  }

  private HttpAnswer refresh(HttpRequest request) {
    RefreshRequest refresh = request.body(RefreshRequest.class);
    return HttpAnswer.ok(TokensAnswer.of(ports.renewal().renew(refresh.refreshToken(), refresh.signature())));
  }

  private HttpAnswer signOut(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    List<Device> own = ports.basis().devices().of(caller.account());
    OwnDevice.in(own, caller);
    Undelivered.note(request.invocation().log(), ports.removal().remove(caller.account(), caller.device(), own));
    return HttpAnswer.noContent();
  }

  private HttpAnswer keySet(HttpRequest request) {
    var keys = ports.basis().keys().all().values().stream().map(JWK::toPublicJWK).map(JWK::toJSONObject).toList();
    return new HttpAnswer(200, KEYS_CACHE, Optional.of(Map.of("keys", keys)));
  }
}
