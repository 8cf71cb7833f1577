package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.MediaKey;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MediaId;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MediaVectorsTest {
  private final JsonNode vectors = Vectors.load("media");

  private static MediaChunks chunks(JsonNode vector) {
    return new MediaChunks(new MediaKey(Vectors.base64(vector, "key")),
        new ConversationId(vector.get("conversation").asText()), new MediaId(vector.get("media").asText()),
        vector.get("size").asLong(), vector.get("chunk").asInt());
  }

  /** Part of a file whose byte at i is i modulo 251. */
  private static byte[] part(MediaChunks chunks, int index) {
    var part = new byte[chunks.length(index)];
    for (var i = 0; i < part.length; i++) {
      part[i] = (byte) ((chunks.offset(index) + i) % 251);
    }
    return part;
  }

  @TestFactory
  Stream<DynamicTest> chunksOfTheContractAreMadeAndOpened() {
    return Vectors.each(vectors.get("vectors"), vector -> {
      var chunks = chunks(vector);
      assertThat(chunks.count()).isEqualTo(vector.get("chunks").size());
      for (var chunk : vector.get("chunks")) {
        var index = chunk.get("index").asInt();
        var sealed = chunks.seal(index, part(chunks, index));
        assertThat(sealed).hasSize(chunk.get("length").asInt()).hasSize(chunks.sealedLength(index));
        assertThat(Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(sealed)))
            .isEqualTo(chunk.get("sha256").asText());
        assertThat(Arrays.copyOfRange(sealed, sealed.length - 16, sealed.length))
            .isEqualTo(HexFormat.of().parseHex(chunk.get("tag").asText()));
        assertThat(chunks.open(index, sealed)).isEqualTo(part(chunks, index));
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotGenuineIsRefused() {
    return Vectors.each(vectors.get("refused"), vector -> assertThatThrownBy(
        () -> chunks(vector).open(vector.get("index").asInt(), Vectors.base64(vector, "ciphertext")))
        .isInstanceOf(UndecryptableException.class));
  }

  @Test
  void aFileIsWithinItsBounds() {
    var key = MediaKey.generate(new java.security.SecureRandom());
    var conversation = ConversationId.of(new byte[16]);
    var media = MediaId.of(new byte[16]);
    assertThat(new MediaChunks(key, conversation, media, MediaChunks.MAX_SIZE, MediaChunks.MIN_CHUNK).count())
        .isEqualTo(1600);
    for (var size : new long[]{0, -1, MediaChunks.MAX_SIZE + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MediaChunks(key, conversation, media, size, MediaChunks.MIN_CHUNK));
    }
    for (var chunk : new int[]{0, MediaChunks.MIN_CHUNK - 1, MediaChunks.MIN_CHUNK + 1, MediaChunks.MAX_CHUNK + 4096}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new MediaChunks(key, conversation, media, 1, chunk));
    }
  }
}
