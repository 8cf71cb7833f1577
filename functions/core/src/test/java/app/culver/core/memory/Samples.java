package app.culver.core.memory;

import app.culver.core.Bytes;
import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.device.Push;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushTarget;
import app.culver.core.device.PushToken;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.MessageId;
import app.culver.core.identifier.SessionId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Envelope;
import app.culver.core.log.Nonce;
import app.culver.core.log.Recipient;
import app.culver.core.log.SealedKey;
import app.culver.core.signature.Signature;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Well-formed values that tests need and do not care about. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-02T08:00:00.123Z");

  /** The same for all devices: making keys takes longer than most tests. */
  private static final DeviceKeys KEYS = new DeviceKeys();

  private Samples() {}

  /** The account of this number. */
  public static AccountId account(int number) {
    return AccountId.of(id(1, number));
  }

  public static DeviceId deviceId(int number) {
    return DeviceId.of(id(2, number));
  }

  public static MessageId message(int number) {
    return MessageId.of(id(3, number));
  }

  public static SessionId session(int number) {
    return SessionId.of(id(4, number));
  }

  /** A device whose session has its number, away until {@link #connected}. */
  public static Device device(AccountId account, int number) {
    return new Device(account, deviceId(number), KEYS.signingKey(), KEYS.sealingKey(), Optional.empty(), NOW,
        Optional.of(session(number)), NOW.plusSeconds(86_400), Optional.empty());
  }

  /** The device on a socket that was opened at this time. */
  public static Device connected(Device device, String connection, Instant at) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), device.session(), device.expires(),
        Optional.of(new Presence(new ConnectionId(connection), at)), device.push());
  }

  /** The device away, to be woken by the token of this name. */
  public static Device wakeable(Device device, String token) {
    return pushed(device, Push.fresh(target(token)));
  }

  /** The device away, and how far its waking has come. */
  public static Device pushed(Device device, Push push) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), device.session(), device.expires(), Optional.empty(), Optional.of(push));
  }

  public static PushTarget target(String token) {
    return new PushTarget(PushProvider.FCM, new PushToken(token));
  }

  public static Caller caller(Device device) {
    return new Caller(device.account(), device.id(), device.session().orElseThrow());
  }

  /** What a device of {@link #device} signs. */
  public static Signature sign(byte[] message) {
    return KEYS.sign(message);
  }

  /** An envelope for these devices whose bytes follow from the seed. */
  public static Envelope.Hpke envelope(MessageId id, int seed, Collection<Device> devices) {
    return envelope(id, seed, 144, devices);
  }

  public static Envelope.Hpke envelope(MessageId id, int seed, int ciphertextBytes, Collection<Device> devices) {
    Map<String, List<Device>> byAccount = devices.stream()
        .collect(Collectors.groupingBy(device -> device.account().value(), TreeMap::new, Collectors.toList()));
    List<Recipient> recipients = byAccount.values().stream()
        .map(own -> new Recipient(own.getFirst().account(),
            own.stream().sorted(Comparator.comparing(device -> device.id().value()))
                .map(device -> new Recipient.Device(device.id(), sealed(seed))).toList()))
        .toList();
    return new Envelope.Hpke(id, new Nonce(bytes(Nonce.SIZE, seed)),
        new Ciphertext(bytes(ciphertextBytes, seed)),
        recipients, new Signature(bytes(Signature.SIZE, seed)));
  }

  private static SealedKey sealed(int seed) {
    byte[] bytes = bytes(SealedKey.SIZE, seed).toArray();
    bytes[0] = 4;
    return new SealedKey(Bytes.of(bytes));
  }

  public static Bytes bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) seed);
    return Bytes.of(bytes);
  }

  private static byte[] id(int kind, int number) {
    return ByteBuffer.allocate(16).put((byte) number).putInt(4, kind).putInt(12, number).array();
  }
}
