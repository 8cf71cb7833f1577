package app.culver.core.account;

import app.culver.core.Bytes;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.Ids;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.memory.Samples;
import app.culver.core.push.PushStates;
import app.culver.core.session.NewDevice;
import app.culver.core.session.NewSession;
import app.culver.core.session.Registrations;
import app.culver.core.session.Sessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The adapters of one store of accounts, on the same rows, and what their contract tests have in common. */
public record AccountStores(Accounts accounts, Devices devices, DeviceRows rows, Registrations registrations,
    Sessions sessions, Presences presences, PushTokens tokens, PushStates states, Departures departures) {

  /** When everything in these tests happens, in whole seconds. */
  public static final Instant NOW = Instant.ofEpochSecond(Samples.NOW.getEpochSecond());

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Ids IDS = new Ids(RANDOM);
  private static final DeviceKeys KEYS = new DeviceKeys();

  /** The MAC of a phone number that no other test has used. */
  public static PhoneMac phone() {
    return new PhoneMac(Base64.getUrlEncoder().withoutPadding().encodeToString(random(32).toArray()));
  }

  public static Bytes random(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  public static Handle handle() {
    return new Handle("h" + Long.toUnsignedString(RANDOM.nextLong(), 36).replaceAll("[^a-z0-9]", ""));
  }

  /** A session that ends after so long, with a random first token. */
  public static NewSession session(Duration life) {
    return new NewSession(IDS.session(), NOW, random(32), NOW.plus(life));
  }

  /** A new device of the account. */
  public static NewDevice device(AccountId account, Duration life) {
    return new NewDevice(account, IDS.device(), KEYS.signingKey(), KEYS.sealingKey(), session(life));
  }

  /** A new device of a new account. */
  public static NewDevice device() {
    return device(IDS.account(), Duration.ofDays(30));
  }

  public static Caller caller(NewDevice device) {
    return new Caller(device.account(), device.id(), device.session().id());
  }

  /** A device of an account that no other test has used, signed in. */
  public NewDevice signedIn() {
    NewDevice device = device();
    registrations.create(phone(), device);
    return device;
  }

  /** A device whose session has just run out; its row is still there. */
  public NewDevice expired() {
    NewDevice device = device(IDS.account(), Duration.ZERO);
    registrations.create(phone(), device);
    return device;
  }

  /** The device as it is now. */
  public Device row(NewDevice device) {
    return devices.of(device.account()).stream().filter(row -> row.id().equals(device.id())).findFirst().orElseThrow();
  }
}
