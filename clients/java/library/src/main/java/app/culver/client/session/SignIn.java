package app.culver.client.session;

import app.culver.client.CulverException;
import app.culver.client.SignedIn;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.Proofs;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.loop.Loop;
import app.culver.client.store.Batch;
import app.culver.client.transport.Answers;
import app.culver.client.transport.Exchange;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Tokens;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Exchanges an identity provider's token for a session. With the same keys it may be done twice: it is one device. */
public final class SignIn {
  private static final int ATTEMPTS = 4;

  private final Loop loop;
  private final Exchange exchange;
  private final Retry retry;
  private final Session session;
  private final String issuer;

  public SignIn(Loop loop, Exchange exchange, Retry retry, Session session, String issuer) {
    this.loop = loop;
    this.exchange = exchange;
    this.retry = retry;
    this.session = session;
    this.issuer = issuer;
  }

  /** Decides about a session before it is stored, and adds what is to be stored with it. */
  @FunctionalInterface
  public interface Welcome {
    /** @throws CulverException.NotPossible if the profile belongs to someone else */
    void check(SignedIn signedIn, Batch batch);
  }

  /** @param keys this device's, which are stored already */
  public CompletableFuture<SignedIn> with(String idToken, DeviceKeys keys, Welcome welcome) {
    var body = Json.object().put("provider", "firebase").put("idToken", idToken);
    body.putObject("device").put("signingKey", keys.signingKey().base64()).put("sealingKey",
        keys.sealingKey().base64());
    body.put("proof", Json.base64(Proofs.signIn(keys, issuer, idToken)));
    var result = new CompletableFuture<SignedIn>();
    loop.when(
        retry.upTo(ATTEMPTS, () -> exchange.call("POST", "/v1/sessions", Optional.of(body), Optional.empty())),
        answer -> begin(answer, keys, welcome, result), result::completeExceptionally);
    return result;
  }

  private void begin(Exchange.Result answer, DeviceKeys keys, Welcome welcome, CompletableFuture<SignedIn> result) {
    SignedIn signedIn;
    Tokens tokens;
    try {
      signedIn = read(answer.body());
      tokens = Tokens.read(answer.body());
    } catch (MalformedException fault) {
      result.completeExceptionally(Answers.senseless(fault));
      return;
    }
    var batch = new Batch();
    try {
      welcome.check(signedIn, batch);
    } catch (CulverException.NotPossible notWelcome) {
      takeBack(tokens, notWelcome, result);
      return;
    }
    session.begin(new Session.Identity(signedIn.account(), signedIn.device()), keys, tokens, answer.serverTime(),
        batch);
    result.complete(signedIn);
  }

  /** The server has a device now that this profile does not want. */
  private void takeBack(Tokens tokens, CulverException why, CompletableFuture<SignedIn> result) {
    loop.when(
        exchange.call("DELETE", "/v1/sessions/current", Optional.empty(), Optional.of(tokens.access())),
        done -> result.completeExceptionally(why), failure -> result.completeExceptionally(why));
  }

  private static SignedIn read(ObjectNode json) {
    return new SignedIn(Json.as(json, "account", AccountId::new), Json.as(json, "device", DeviceId::new),
        Json.truth(json, "newAccount"), Json.truth(json, "newDevice"));
  }
}
