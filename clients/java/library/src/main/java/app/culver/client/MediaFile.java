package app.culver.client;

import app.culver.client.identifier.MediaId;
import java.time.Duration;
import java.util.Optional;

/**
 * A file of a message. All but its bytes is what its sender says, and not to be relied on.
 *
 * @param key of its chunks
 * @param size in bytes, 1 to 104,857,600
 * @param chunk bytes of the file in each chunk but the last
 * @param type media type in lower case, without parameters
 * @param name as it was sent: see {@link #fileName}
 * @param duration of a film or sound
 * @param voice whether it was spoken for this message
 * @param thumbnail a small picture of it
 */
public record MediaFile(MediaId media, MediaKey key, long size, int chunk, String type, Optional<String> name,
    Optional<Dimensions> dimensions, Optional<Duration> duration, boolean voice, Optional<Picture> thumbnail) {
  /** How many bytes a thumbnail has at most. */
  public static final int MAX_THUMBNAIL_BYTES = 6144;

  /** Pixels of a picture or film as it is shown. */
  public record Dimensions(int width, int height) {}

  /** A file without anything that only a program that looks inside could tell. */
  public static MediaFile plain(MediaId media, MediaKey key, long size, int chunk, String type, String name) {
    return new MediaFile(media, key, size, chunk, type, Optional.of(name), Optional.empty(), Optional.empty(), false,
        Optional.empty());
  }

  /** A name that a file may be given in any folder: no separators, no control characters, not hidden, never empty. */
  public String fileName() {
    var whole = name.orElse("");
    var last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)
        .replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "").replaceAll("^[. ]+|[. ]+$", "");
    return last.isEmpty() ? "file" : last;
  }
}
