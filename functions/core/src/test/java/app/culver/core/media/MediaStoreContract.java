package app.culver.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.Bytes;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MediaId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every {@link MediaStore} does, seen by those who use its addresses. */
public abstract class MediaStoreContract {
  /** Of a PUT that was carried out, of one that the address is not good for, of one that came second. */
  private static final int DONE = 200;

  private static final int TAKEN = 412;

  private final byte[] bytes = random(4112);
  private final FileId file = new FileId(ConversationId.of(random(16)), MediaId.of(random(16)));

  /** The store under test; the same one for all calls within a test. */
  protected abstract MediaStore store();

  /** When the store thinks it is. */
  protected abstract Instant now();

  /** What a PUT to this address is answered. */
  protected abstract int put(Upload upload, Map<String, String> headers, byte[] body) throws Exception;

  /** What a GET of this address gives; empty if that is refused, or there is nothing. */
  protected abstract Optional<byte[]> get(Download download) throws Exception;

  private int put(Upload upload, byte[] body) throws Exception {
    return put(upload, upload.headers(), body);
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }

  private static Chunk chunk(int index, byte[] bytes) {
    return new Chunk(index, bytes.length, Bytes.of(sha256(bytes)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsPutComesBack() throws Exception {
    Upload upload = store().upload(file, chunk(3, bytes));

    assertThat(upload.index()).isEqualTo(3);
    assertThat(put(upload, bytes)).isEqualTo(DONE);

    Download download = store().download(file, 3);
    assertThat(download.index()).isEqualTo(3);
    assertThat(get(download)).hasValueSatisfying(got -> assertThat(got).isEqualTo(bytes));
  }

  @Test
  void addressesAreGoodForAQuarterOfAnHourAndForFiveMinutes() {
    assertThat(store().upload(file, chunk(0, bytes)).expiresAt()).isBetween(now().plus(Duration.ofMinutes(14)),
        now().plus(Duration.ofMinutes(15)));
    assertThat(store().download(file, 0).expiresAt()).isBetween(now().plus(Duration.ofMinutes(4)),
        now().plus(Duration.ofMinutes(5)));
  }

  @Test
  void whatWasNotPutIsNotThere() throws Exception {
    put(store().upload(file, chunk(0, bytes)), bytes);

    assertThat(get(store().download(file, 1))).isEmpty();
    assertThat(get(store().download(new FileId(file.conversation(), MediaId.of(random(16))), 0))).isEmpty();
    assertThat(get(store().download(new FileId(ConversationId.of(random(16)), file.media()), 0))).isEmpty();
  }

  @Test
  void whatIsThereIsNeverReplaced() throws Exception {
    byte[] other = random(4112);
    put(store().upload(file, chunk(0, bytes)), bytes);

    assertThat(put(store().upload(file, chunk(0, bytes)), bytes)).isEqualTo(TAKEN);
    assertThat(put(store().upload(file, chunk(0, other)), other)).isEqualTo(TAKEN);

    assertThat(get(store().download(file, 0))).hasValueSatisfying(got -> assertThat(got).isEqualTo(bytes));
  }

  @Test
  void aBodyOfAnotherLengthIsRefused() throws Exception {
    Upload upload = store().upload(file, chunk(0, bytes));

    assertThat(put(upload, Arrays.copyOf(bytes, 4111))).isBetween(400, 403);
    assertThat(put(upload, Arrays.copyOf(bytes, 8192))).isBetween(400, 403);
    assertThat(get(store().download(file, 0))).isEmpty();
  }

  @Test
  void aBodyOfAnotherHashIsRefused() throws Exception {
    byte[] altered = bytes.clone();
    altered[7] ^= 1;

    assertThat(put(store().upload(file, chunk(0, bytes)), altered)).isBetween(400, 403);
    assertThat(get(store().download(file, 0))).isEmpty();
  }

  @Test
  void theHeadersAreNobodysToChange() throws Exception {
    Upload upload = store().upload(file, chunk(0, bytes));
    byte[] other = random(4112);
    for (String name : upload.headers().keySet()) {
      var without = new LinkedHashMap<>(upload.headers());
      without.remove(name);
      assertThat(put(upload, without, bytes)).as("without %s", name).isBetween(400, 403);
    }
    var hashed = new LinkedHashMap<>(upload.headers());
    hashed.putAll(store().upload(file, chunk(0, other)).headers());

    assertThat(put(upload, hashed, other)).isBetween(400, 403);
    assertThat(get(store().download(file, 0))).isEmpty();
  }
}
