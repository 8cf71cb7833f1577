package app.culver.core.device;

import java.time.Instant;

/** The socket on which a device listens, and when the gateway opened it, to the millisecond. */
public record Presence(ConnectionId connection, Instant connectedAt) {}
