package app.culver.client.wire;

import app.culver.client.identifier.DeviceId;
import java.time.Instant;

/**
 * A device as the key directory lists it. Public keys are uncompressed points of P-256 (SEC 1, section 2.3.3), 65 bytes.
 */
public record DeviceRecord(DeviceId device, byte[] signingKey, byte[] sealingKey, Instant addedAt) {}
