package app.culver.core.account;

import app.culver.core.Bytes;
import app.culver.core.identifier.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a person, beside devices and a keyed hash of the phone number.
 *
 * @param handle empty if none was chosen
 * @param profile ciphertext that the account's contacts can read; empty until it was written
 */
public record Account(AccountId id, Optional<Handle> handle, Optional<Bytes> profile, Instant createdAt) {
  /** Longest encrypted profile. */
  public static final int MOST_PROFILE_BYTES = 8192;
}
