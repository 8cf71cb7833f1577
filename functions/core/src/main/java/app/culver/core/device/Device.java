package app.culver.core.device;

import app.culver.core.Bytes;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.SigningKey;
import java.time.Instant;
import java.util.Optional;

/**
 * One device of an account.
 *
 * @param name ciphertext that the account's own devices can read; empty until it was named
 * @param session the session it is signed in with; empty once that was ended
 * @param expires when the device is gone unless it renews its session before
 * @param presence the socket it listens on; empty while it is away
 * @param push how it is woken while it is away; empty if it cannot be
 */
public record Device(AccountId account, DeviceId id, SigningKey signingKey, SealingKey sealingKey, Optional<Bytes> name,
    Instant addedAt, Optional<SessionId> session, Instant expires, Optional<Presence> presence, Optional<Push> push) {
  /** Longest encrypted name. */
  public static final int MOST_NAME_BYTES = 256;

  /** A device that cannot be woken. */
  public Device(AccountId account, DeviceId id, SigningKey signingKey, SealingKey sealingKey, Optional<Bytes> name,
      Instant addedAt, Optional<SessionId> session, Instant expires, Optional<Presence> presence) {
    this(account, id, signingKey, sealingKey, name, addedAt, session, expires, presence, Optional.empty());
  }
}
