package app.culver.core.session;

import app.culver.core.account.Accounts;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.MacKey;
import app.culver.core.account.PhoneMac;
import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Races;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.delivery.Outcome;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.Ids;
import app.culver.core.refusal.Refusal.SignInRefused;
import app.culver.core.refusal.Refusal.TooManyDevices;
import app.culver.core.session.Registrations.History;
import app.culver.core.signature.Fields;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.Signature;
import app.culver.core.signature.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges an identity provider's token for a session of a device. The first sign-in of a phone number creates the
 * account; a device whose keys the account has already is signed in again, so that a lost answer does no harm.
 */
public final class SignIn {
  /** How many devices an account may have. */
  public static final int MOST_DEVICES = 10;

  private static final String PURPOSE = "culver device v1";

  private final IdentityProvider provider;
  private final MacKey key;
  private final Stores stores;
  private final AccessTokens accessTokens;
  private final LiveConnections connections;
  private final DeviceChanges changes;
  private final Rules rules;

  /** Where accounts and devices are. */
  public record Stores(Accounts accounts, Devices devices, Registrations registrations) {}

  /** What is not random, and what is. */
  public record Rules(SessionTerms terms, InstantSource clock, Ids ids, Backoff backoff) {}

  public SignIn(IdentityProvider provider, MacKey key, Stores stores, AccessTokens accessTokens,
      LiveConnections connections, DeviceChanges changes, Rules rules) {
    this.provider = provider;
    this.key = key;
    this.stores = stores;
    this.accessTokens = accessTokens;
    this.connections = connections;
    this.changes = changes;
    this.rules = rules;
  }

  /** @param proof by the signing key, over {@link #proof} */
  public record Request(IdToken idToken, SigningKey signingKey, SealingKey sealingKey, Signature proof) {}

  /** @param told what became of telling the account's other devices of a new one */
  public record Result(Caller caller, boolean newAccount, boolean newDevice, Tokens tokens, Outcome told) {}

  /** What a device signs to prove that the keys are its own. */
  public static byte[] proof(String audience, IdToken idToken, SigningKey signingKey, SealingKey sealingKey) {
    return Fields.of(PURPOSE).add(audience).add(RefreshToken.sha256(idToken.value())).add(signingKey.bytes())
        .add(sealingKey.bytes()).toBytes();
  }

  /** @throws app.culver.core.refusal.RefusedException SignInRefused, TooManyDevices, Busy */
  public Result signIn(Request request) {
    byte[] proof = proof(rules.terms().audience(), request.idToken(), request.signingKey(), request.sealingKey());
    if (!request.signingKey().verifies(request.proof(), proof)) {
      throw new SignInRefused().exception();
    }
    ProvenNumber proven = provider.verify(request.idToken()).orElseThrow(() -> new SignInRefused().exception());
    PhoneMac phone = PhoneMac.of(proven.number(), key);
    return new Races(rules.backoff()).win(() -> attempt(phone, proven.at(), request));
  }

  /** Empty after a lost race. */
  private Optional<Result> attempt(PhoneMac phone, Instant provenAt, Request request) {
    Optional<AccountId> known = stores.accounts().byPhone(phone);
    if (known.isEmpty()) {
      var began = new Began(new Caller(rules.ids().account(), rules.ids().device(), rules.ids().session()));
      return stores.registrations().create(phone, began.device(request))
          ? Optional.of(began.result(true, true, Outcome.NONE))
          : Optional.empty();
    }
    AccountId account = known.get();
    Optional<History> history = stores.registrations().history(account);
    return history.isEmpty()
        ? Optional.empty() // It has just been deleted: the number is nobody's now.
        : known(account, history.get(), provenAt, request);
  }

  private Optional<Result> known(AccountId account, History history, Instant provenAt, Request request) {
    // Or whoever has caught a sign-in could bring the device back. Of the second of the removal nobody knows which came first.
    if (provenAt.isBefore(history.lastRemoval().truncatedTo(ChronoUnit.SECONDS))) {
      throw new SignInRefused().exception();
    }
    List<Device> devices = stores.devices().of(account);
    Optional<Device> same = devices.stream().filter(device -> device.signingKey().equals(request.signingKey())
        && device.sealingKey().equals(request.sealingKey())).findFirst();
    return same.isPresent() ? resume(same.get()) : add(account, request, history, devices);
  }

  private Optional<Result> resume(Device device) {
    var began = new Began(new Caller(device.account(), device.id(), rules.ids().session()));
    if (!stores.registrations().resume(device, began.session())) {
      return Optional.empty();
    }
    // That socket belongs to the session that has just ended.
    device.presence().ifPresent(presence -> connections.close(presence.connection()));
    return Optional.of(began.result(false, false, Outcome.NONE));
  }

  private Optional<Result> add(AccountId account, Request request, History history, List<Device> others) {
    if (others.size() >= MOST_DEVICES) {
      throw new TooManyDevices(MOST_DEVICES).exception();
    }
    var began = new Began(new Caller(account, rules.ids().device(), rules.ids().session()));
    if (!stores.registrations().add(began.device(request), history)) {
      return Optional.empty();
    }
    return Optional.of(began.result(false, true, changes.tell(account, others)));
  }

  /** A session about to begin. */
  private final class Began {
    private final Caller caller;
    private final Instant now = rules.clock().instant();
    private final RefreshToken refresh;

    Began(Caller caller) {
      this.caller = caller;
      this.refresh = RefreshToken.first(caller, rules.ids().random());
    }

    NewSession session() {
      return new NewSession(caller.session(), now, refresh.hash(), rules.terms().refreshExpiry(now));
    }

    NewDevice device(Request request) {
      return new NewDevice(caller.account(), caller.device(), request.signingKey(), request.sealingKey(), session());
    }

    Result result(boolean newAccount, boolean newDevice, Outcome told) {
      AccessToken access = accessTokens.issue(caller, now, rules.terms().accessExpiry(now));
      return new Result(caller, newAccount, newDevice, new Tokens(access, refresh, rules.terms().refreshExpiry(now)),
          told);
    }
  }
}
