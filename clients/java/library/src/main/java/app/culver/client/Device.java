package app.culver.client;

import app.culver.client.identifier.DeviceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A device of this account.
 *
 * @param name decrypted; empty if none was set, or while this device does not know the profile's key
 * @param current whether it is this one
 */
public record Device(DeviceId id, Optional<String> name, Instant addedAt, boolean current) {}
