package app.culver.core.media;

import java.net.URI;
import java.time.Instant;

/**
 * Where to get a chunk, if it is there.
 *
 * @param url a secret of the one who asked
 * @param expiresAt until when the GET may begin
 */
public record Download(int index, URI url, Instant expiresAt) {}
