package app.culver.core.session;

import app.culver.core.Bytes;
import app.culver.core.account.MacKey;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.SessionId;
import app.culver.core.signature.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A refresh token: whose it is, and 32 secret bytes. Opaque to clients, stored as its SHA-256 only. A token's successor is
 * derived from it under a key, so that everybody who presents it gets the same one.
 */
public final class RefreshToken {
  private static final String PURPOSE = "culver refresh v1";
  private static final int SECRET = 32;
  private static final int SIZE = 3 * Identifier.BYTES + SECRET;

  private final Caller caller;
  private final String text;

  private RefreshToken(Caller caller, byte[] secret) {
    this.caller = caller;
    byte[] bytes = new byte[SIZE];
    System.arraycopy(caller.account().bytes(), 0, bytes, 0, Identifier.BYTES);
    System.arraycopy(caller.device().bytes(), 0, bytes, Identifier.BYTES, Identifier.BYTES);
    System.arraycopy(caller.session().bytes(), 0, bytes, 2 * Identifier.BYTES, Identifier.BYTES);
    System.arraycopy(secret, 0, bytes, 3 * Identifier.BYTES, SECRET);
    this.text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The first token of a session. The generator is a cryptographic one. */
  public static RefreshToken first(Caller caller, RandomGenerator random) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    return new RefreshToken(caller, secret);
  }

  /** What somebody presents; empty if it cannot have been made here. */
  public static Optional<RefreshToken> parse(PresentedToken presented) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(presented.value());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (bytes.length != SIZE) {
      return Optional.empty();
    }
    var caller = new Caller(AccountId.of(Arrays.copyOfRange(bytes, 0, Identifier.BYTES)),
        DeviceId.of(Arrays.copyOfRange(bytes, Identifier.BYTES, 2 * Identifier.BYTES)),
        SessionId.of(Arrays.copyOfRange(bytes, 2 * Identifier.BYTES, 3 * Identifier.BYTES)));
    var token = new RefreshToken(caller, Arrays.copyOfRange(bytes, 3 * Identifier.BYTES, SIZE));
    // Base64 can write the same bytes in several ways; only ours was ever given out.
    return token.text.equals(presented.value()) ? Optional.of(token) : Optional.empty();
  }

  /** The one token that follows this one. One call of the key. */
  public RefreshToken successor(MacKey key) {
    return new RefreshToken(caller, key.mac(Fields.of(PURPOSE).add(text).toBytes()));
  }

  /** Whose token it says it is. */
  public Caller caller() {
    return caller;
  }

  /** SHA-256 of its text: what is stored of it. */
  public Bytes hash() {
    return sha256(text);
  }

  /** What the device signs when it presents the token. */
  public byte[] proof(String audience) {
    return Fields.of(PURPOSE).add(audience).add(hash()).toBytes();
  }

  /** The token itself, for the client's eyes alone. */
  public String reveal() {
    return text;
  }

  /** Not the token: it is a secret. */
  @Override
  public String toString() {
    return "a refresh token";
  }

  static Bytes sha256(String text) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
