package app.culver.client.session;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.Proofs;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.loop.Loop;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.transport.Answers;
import app.culver.client.transport.Exchange;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The session of this profile. Refresh tokens are used with a signature of the device and rotate; the server derives the
 * successor from the token presented, so whoever loses an answer, or dies before storing it, gets the same one again.
 */
public final class Session {
  private static final String KEY = "session";
  private static final int ATTEMPTS = 4;
  /** How long before its end a token is renewed: a call on its way must not see it end. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final Loop loop;
  private final Store store;
  private final Exchange exchange;
  private final Retry retry;
  private final String issuer;
  private final Consumer<String> ended;
  private Optional<Current> current;
  private Optional<CompletableFuture<String>> renewal = Optional.empty();
  private int generation;

  /** Who uses the profile, on which device. */
  public record Identity(AccountId account, DeviceId device) {}

  /** What is stored. Without {@code toString}, as the tokens are. @param usableUntil by this device's clock */
  private static final class Current {
    private final Identity identity;
    private final DeviceKeys keys;
    private final Tokens tokens;
    private final Instant usableUntil;

    private Current(Identity identity, DeviceKeys keys, Tokens tokens, Instant usableUntil) {
      this.identity = identity;
      this.keys = keys;
      this.tokens = tokens;
      this.usableUntil = usableUntil;
    }
  }

  /**
   * @param keys this device's; empty if it has none, then nobody is signed in
   * @param ended hears once, with the reason, when the server has ended a session
   */
  public Session(Loop loop, Store store, Exchange exchange, Retry retry, String issuer, Optional<DeviceKeys> keys,
      Consumer<String> ended) {
    this.loop = loop;
    this.store = store;
    this.exchange = exchange;
    this.retry = retry;
    this.issuer = issuer;
    this.ended = ended;
    current = keys.flatMap(present -> store.get(KEY).map(json -> new Current(
        new Identity(Json.as(json, "account", AccountId::new), Json.as(json, "device", DeviceId::new)), present,
        Tokens.read(json), Json.time(json, "usableUntil"))));
  }

  public Optional<Identity> identity() {
    return current.map(session -> session.identity);
  }

  /** Who uses the profile. @throws CulverException.SignedOut if nobody does */
  public Identity required() {
    return identity().orElseThrow(Session::nobody);
  }

  /** This device's keys. @throws CulverException.SignedOut if nobody is signed in */
  public DeviceKeys keys() {
    return current.orElseThrow(Session::nobody).keys;
  }

  /** Counts the sessions of this profile, so that what is told of an earlier one is not taken for this one's. */
  public int generation() {
    return generation;
  }

  /** Begins a session, which is stored together with the other changes of the batch. */
  public void begin(Identity identity, DeviceKeys keys, Tokens tokens, Optional<Instant> serverTime, Batch batch) {
    generation++;
    failRenewal(nobody());
    store(new Current(identity, keys, tokens, usableUntil(tokens, serverTime)), batch);
  }

  /** Forgets the session, because its owner wants so. */
  public void forget() {
    current = Optional.empty();
    store.write(new Batch().remove(KEY));
    failRenewal(nobody());
  }

  /** Forgets the session, because the server has ended it. @param which its generation; another one stays */
  public void end(int which, String reason) {
    if (current.isPresent() && which == generation) {
      forget();
      ended.accept(reason);
    }
  }

  /** An access token that lasts a while, renewed if need be. */
  public CompletableFuture<String> access() {
    if (current.isEmpty()) {
      return CompletableFuture.failedFuture(nobody());
    }
    var session = current.get();
    return loop.clock().instant().isBefore(session.usableUntil)
        ? CompletableFuture.completedFuture(session.tokens.access())
        : renew();
  }

  /** Another access token than the one that the server has refused. */
  public CompletableFuture<String> accessInsteadOf(String refused) {
    return current.isPresent() && current.get().tokens.access().equals(refused) ? renew() : access();
  }

  private CompletableFuture<String> renew() {
    if (renewal.isPresent()) {
      return renewal.get();
    }
    var future = new CompletableFuture<String>();
    renewal = Optional.of(future);
    var session = current.orElseThrow(Session::nobody);
    var body = Json.object().put("refreshToken", session.tokens.refresh()).put("signature",
        Json.base64(Proofs.refresh(session.keys, issuer, session.tokens.refresh())));
    loop.when(
        retry.upTo(ATTEMPTS,
            () -> exchange.call("POST", "/v1/sessions/refresh", Optional.of(body), Optional.empty())),
        result -> renewed(session, result), failure -> renewalFailed(session, failure));
    return future;
  }

  private void renewed(Current session, Exchange.Result result) {
    if (!isCurrent(session)) {
      return;
    }
    Tokens tokens;
    try {
      tokens = Tokens.read(result.body());
    } catch (MalformedException fault) {
      failRenewal(Answers.senseless(fault));
      return;
    }
    store(new Current(session.identity, session.keys, tokens, usableUntil(tokens, result.serverTime())), new Batch());
    var waiting = renewal;
    renewal = Optional.empty();
    waiting.ifPresent(future -> future.complete(tokens.access()));
  }

  private void renewalFailed(Current session, CulverException failure) {
    if (!isCurrent(session)) {
      return;
    }
    if (failure instanceof CulverException.Refused refused && (refused.problem() instanceof Problem.RefreshRefused
        || refused.problem() instanceof Problem.SessionEnded)) {
      end(generation, refused.problem().detail());
    }
    failRenewal(failure);
  }

  /** Who waited for the renewal of an earlier session was told when that one ended. */
  private boolean isCurrent(Current session) {
    return current.isPresent() && current.get() == session;
  }

  private void failRenewal(CulverException failure) {
    var waiting = renewal;
    renewal = Optional.empty();
    waiting.ifPresent(future -> future.completeExceptionally(failure));
  }

  private void store(Current session, Batch batch) {
    var json = session.tokens.write();
    json.put("account", session.identity.account().value()).put("device", session.identity.device().value())
        .put("usableUntil", session.usableUntil.toEpochMilli());
    store.write(batch.put(KEY, json));
    current = Optional.of(session);
  }

  /** By this device's clock, which may be wrong: what counts is how long the token lasts by the server's. */
  private Instant usableUntil(Tokens tokens, Optional<Instant> serverTime) {
    var now = loop.clock().instant();
    return now.plus(Duration.between(serverTime.orElse(now), tokens.accessExpiresAt())).minus(MARGIN);
  }

  private static CulverException.SignedOut nobody() {
    return new CulverException.SignedOut("nobody is signed in to this profile: sign in first");
  }
}
