package app.culver.client.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against the contract's examples, which the web client is held to as well. */
class PictureMetadataTest {
  private static final JsonNode EXAMPLES = load();

  private static JsonNode load() {
    try {
      return new ObjectMapper().readTree(Files.readString(
          Path.of(System.getProperty("culver.root"), "contract/vectors/pictures.json")));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static Stream<JsonNode> examples(String member) {
    return StreamSupport.stream(EXAMPLES.get(member).spliterator(), false);
  }

  private static byte[] bytes(JsonNode example, String member) {
    return Base64.getDecoder().decode(example.get(member).textValue());
  }

  @TestFactory
  Stream<DynamicTest> metadataIsTakenOutAsTheContractSays() {
    return examples("vectors").map(example -> DynamicTest.dynamicTest(example.get("name").textValue(), () -> {
      var picture = bytes(example, "picture");
      var clean = bytes(example, "clean");
      assertThat(PictureMetadata.isPicture(Arrays.copyOf(picture, PictureMetadata.HEAD))).isTrue();
      assertThat(PictureMetadata.remove(picture)).hasValueSatisfying(left -> assertThat(left).isEqualTo(clean));
      assertThat(PictureMetadata.remove(clean)).as("once more")
          .hasValueSatisfying(left -> assertThat(left).isEqualTo(clean));
    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoPictureOrNotFormedAsOneIsLeftAsItIs() {
    return examples("unchanged").map(example -> DynamicTest.dynamicTest(example.get("name").textValue(),
        () -> assertThat(PictureMetadata.remove(bytes(example, "picture"))).isEmpty()));
  }

  @Test
  void whateverTheBytesAreItEndsAndAddsNothingButWhichWayIsUp() {
    var random = new Random(7);
    examples("vectors").map(example -> bytes(example, "picture")).forEach(picture -> {
      for (var round = 0; round < 300; round++) {
        var damaged = Arrays.copyOf(picture, 3 + random.nextInt(picture.length));
        for (var damage = random.nextInt(6); damage > 0; damage--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        assertThat(PictureMetadata.remove(damaged).map(clean -> clean.length).orElse(0))
            .isLessThanOrEqualTo(damaged.length + 38);
      }
    });
  }
}
