package app.culver.core.session;

import java.time.Instant;

/** The pair that a device holds, and when the second one expires unless it is used. */
public record Tokens(AccessToken access, RefreshToken refresh, Instant refreshExpires) {}
