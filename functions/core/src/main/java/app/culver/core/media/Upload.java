package app.culver.core.media;

import java.net.URI;
import java.time.Instant;
import java.util.SequencedMap;

/**
 * Where to put a chunk.
 *
 * @param url a secret of the one who asked
 * @param headers what the PUT has to carry beside its length
 * @param expiresAt until when the PUT may begin
 */
public record Upload(int index, URI url, SequencedMap<String, String> headers, Instant expiresAt) {}
