package app.culver.client;

import app.culver.client.identifier.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * This profile's own account, as the server has it.
 *
 * @param handle lower case; empty if none was chosen
 * @param name decrypted; empty if none was set, or while this device does not know the profile's key
 */
public record Account(AccountId id, Optional<String> handle, Optional<String> name, Instant createdAt) {}
