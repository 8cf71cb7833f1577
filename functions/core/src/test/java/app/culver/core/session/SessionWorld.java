package app.culver.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.Bytes;
import app.culver.core.account.AccountStores;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.MacKey;
import app.culver.core.account.PhoneNumber;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Presence;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.Ids;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.memory.Faults;
import app.culver.core.memory.MemoryAccounts;
import app.culver.core.memory.MemoryConnections;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Signing in and renewing, with everything around it in memory and a clock to set. */
final class SessionWorld {
  static final String AUDIENCE = "urn:culver:test";

  volatile Instant now = AccountStores.NOW;
  volatile int asked;
  final Map<String, String> numbers = new ConcurrentHashMap<>();

  /** When a number was proven, by token; just now, if it is not there. */
  final Map<String, Instant> proven = new ConcurrentHashMap<>();
  final MemoryDevices devices = new MemoryDevices(() -> now);
  final MemoryAccounts accounts = new MemoryAccounts(devices);
  final MemoryConnections connections = new MemoryConnections();
  /** Runs between the look at a session and its rotation. */
  volatile Runnable beforeRotation = () -> {};
  /** Runs once, between the look-up of a number that has an account and the look at that account. */
  volatile Runnable beforeHistory = () -> {};
  final Renewal renewal;
  private final SignIn signIn;

  SessionWorld() {
    MacKey key = SessionWorld::mac;
    AccessTokens accessTokens = (_, _, expires) -> new AccessToken(UUID.randomUUID().toString(), expires);
    var terms = new SessionTerms(AUDIENCE);
    var changes = new DeviceChanges(new Delivery(connections, devices, Delivery.Limits.USUAL),
        event -> ("DevicesChanged " + ((Event.DevicesChanged) event).account()).getBytes(StandardCharsets.UTF_8));
    renewal = new Renewal(new Racing(), key, accessTokens, connections, terms, () -> now);
    signIn = new SignIn(this::verify, key, new SignIn.Stores(accounts, devices, late()), accessTokens, connections,
        changes, new SignIn.Rules(terms, () -> now, new Ids(new SecureRandom()), _ -> Thread.yield()));
  }

  private Registrations late() {
    return new Faults<>(Registrations.class, accounts).before("history", 1, () -> beforeHistory.run()).port();
  }

  /** Deletes the account, if this is its only device; gives whether it did. */
  boolean delete(SignIn.Result result) {
    AccountId account = result.caller().account();
    OptionalLong changes = accounts.changes(account);
    return changes.isPresent() && devices.of(account).size() == 1
        && accounts.delete(account, result.caller().device(), changes.getAsLong());
  }

  private Optional<ProvenNumber> verify(IdToken token) {
    asked++;
    return Optional.ofNullable(numbers.get(token.value())).map(PhoneNumber::new)
        .map(number -> new ProvenNumber(number, proven.getOrDefault(token.value(), now)));
  }

  SignIn.Request request(String idToken, DeviceKeys keys) {
    var token = new IdToken(idToken);
    return new SignIn.Request(token, keys.signingKey(), keys.sealingKey(),
        keys.sign(SignIn.proof(AUDIENCE, token, keys.signingKey(), keys.sealingKey())));
  }

  SignIn.Result signIn(SignIn.Request request) {
    return signIn.signIn(request);
  }

  SignIn.Result signIn(String number, DeviceKeys keys) {
    String token = UUID.randomUUID().toString();
    numbers.put(token, number);
    return signIn(request(token, keys));
  }

  Tokens renew(RefreshToken token, DeviceKeys keys) {
    return renewal.renew(new PresentedToken(token.reveal()), keys.sign(token.proof(AUDIENCE)));
  }

  Optional<Sessions.Held> held(SignIn.Result result) {
    return accounts.find(result.caller());
  }

  void connect(SignIn.Result result, String connection) {
    devices.claim(result.caller(), new Presence(new ConnectionId(connection), now));
  }

  static void assertRefused(Class<? extends Refusal> refusal, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class,
        e -> assertThat(e.refusal()).isInstanceOf(refusal));
  }

  private static byte[] mac(byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Racing implements Sessions {
    @Override
    public Optional<Held> find(Caller caller) {
      return accounts.find(caller);
    }

    @Override
    public boolean rotate(Caller caller, Bytes presented, Bytes successor, Instant expires) {
      beforeRotation.run();
      return accounts.rotate(caller, presented, successor, expires);
    }

    @Override
    public Optional<Presence> end(Caller caller) {
      return accounts.end(caller);
    }
  }
}
