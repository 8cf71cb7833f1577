package app.culver.core.memory;

import app.culver.core.Bytes;
import app.culver.core.media.Chunk;
import app.culver.core.media.Download;
import app.culver.core.media.FileId;
import app.culver.core.media.MediaStore;
import app.culver.core.media.Upload;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A store of files in memory, whose addresses are known by heart. */
public final class MemoryMedia implements MediaStore {
  private static final String HASH = "hash";
  private static final String ONCE = "once";

  private final InstantSource clock;
  private final Map<URI, Chunk> uploads = new HashMap<>();
  private final Map<String, byte[]> chunks = new HashMap<>();

  public MemoryMedia(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Upload upload(FileId file, Chunk chunk) {
    URI url = URI.create("memory:" + path(file, chunk.index()) + "?" + uploads.size());
    uploads.put(url, chunk);
    var headers = new LinkedHashMap<String, String>();
    headers.put(HASH, Base64.getEncoder().encodeToString(chunk.sha256().toArray()));
    headers.put(ONCE, "yes");
    return new Upload(chunk.index(), url, headers, clock.instant().plus(Duration.ofMinutes(15)));
  }

  @Override
  public Download download(FileId file, int index) {
    return new Download(index, URI.create("memory:" + path(file, index)), clock.instant().plus(Duration.ofMinutes(5)));
  }

  private static String path(FileId file, int index) {
    return "/" + file.conversation() + "/" + file.media() + "/" + index;
  }

  /** What a PUT is answered. */
  public int put(URI url, Map<String, String> headers, byte[] body) {
    Chunk chunk = uploads.get(url);
    boolean signed = headers.containsKey(ONCE)
        && Base64.getEncoder().encodeToString(chunk.sha256().toArray()).equals(headers.get(HASH));
    if (!signed || body.length != chunk.length() || !chunk.sha256().equals(sha256(body))) {
      return 403;
    }
    return chunks.putIfAbsent(url.getSchemeSpecificPart().split("\\?")[0], body) == null ? 200 : 412;
  }

  /** What is there. */
  public Optional<byte[]> get(URI url) {
    return Optional.ofNullable(chunks.get(url.getSchemeSpecificPart()));
  }

  private static Bytes sha256(byte[] bytes) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
