package app.culver.core.session;

import app.culver.core.Bytes;
import app.culver.core.identifier.SessionId;
import java.time.Instant;

/**
 * A session as it begins.
 *
 * @param successor SHA-256 of the refresh token that the device will present first
 * @param expires when the device is gone unless it renews before; whole seconds
 */
public record NewSession(SessionId id, Instant startedAt, Bytes successor, Instant expires) {}
