package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Schemas;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One byte more than is taken, of everything: refused in less than a second. */
class SizesTest {
  private static final int FRAME = 32 * 1024;
  private static final int MESSAGE = 128 * 1024;
  private static final int CIPHERTEXT = 64 * 1024;

  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  @TestFactory
  Stream<DynamicTest> aBodyAbove128KiBIsTooLarge() {
    return Stream
        .of("/v1/messages", "/v1/sync", "/v1/sessions", "/v1/sessions/refresh", "/v1/conversations", "/v1/directory",
            "/v1/phone-numbers/lookup")
        .map(path -> DynamicTest.dynamicTest(path, () -> {
          for (var size : new int[]{MESSAGE + 1, 5 * 1024 * 1024}) {
            quickly(() -> Nothing.changesBy(() -> {
              var problem = people.alice().http("POST", path, "{\"a\":\"" + "a".repeat(size - 8) + "\"}")
                  .expectProblem(413, "too-large");
              assertThat(problem.path("limit").asInt()).isEqualTo(MESSAGE);
              assertThat(Schemas.STRICT.faults("problem.json", problem)).isEmpty();
            }));
          }
          // A text that long is malformed, one that has its place is not.
          people.alice()
              .http("POST", path, "{\"a\":\"" + "a".repeat(60_000) + "\",\"b\":\"" + "b".repeat(60_000) + "\"}")
              .expectProblem(400, "invalid-request");
        }));
  }

  /** Lambda takes 6 MB, API Gateway 10. */
  @Test
  void aBodyAboveWhatApiGatewayTakesIsRefused() {
    quickly(() -> Nothing.changesBy(() -> assertThat(
        people.alice().http("POST", "/v1/messages", "{\"a\":\"" + "a".repeat(11 * 1024 * 1024) + "\"}").status())
        .isEqualTo(413)));
  }

  @Test
  void aCiphertextAbove64KiBIsInvalid() {
    people.alice().post("/v1/messages", withCiphertext(CIPHERTEXT)).expect(200);
    for (var size : new int[]{CIPHERTEXT + 1, 0, 1, 16}) {
      Nothing.changesOrIsSentBy(() -> {
        var problem = people.alice().post("/v1/messages", withCiphertext(size)).expectProblem(400, "invalid-request");
        assertThat(problem.path("errors").path(0).path("pointer").asText()).isEqualTo("/envelopes/0/ciphertext");
      });
    }
  }

  @Test
  void aFrameAbove32KiBClosesTheSocket() {
    quickly(() -> Nothing.changesBy(() -> {
      try (var socket = people.alice().connect()) {
        socket.sendInParts(padded(FRAME), FRAME);
        assertThat(socket.await("error").path("problem").path("type").asText()).endsWith(":invalid-request");
      }
      assertThat(OneFrame.closeCode(people.alice(), padded(FRAME + 1))).isEqualTo(1009);
    }));
  }

  @Test
  void aMessageOfManyFramesAbove128KiBClosesTheSocket() {
    quickly(() -> Nothing.changesBy(() -> {
      try (var socket = people.alice().connect()) {
        socket.sendInParts(padded(MESSAGE), FRAME);
        assertThat(socket.await("error").path("problem").path("type").asText()).endsWith(":malformed-json");
        socket.sendInParts(padded(MESSAGE + 1), FRAME);
        assertThat(socket.awaitClose()).isEqualTo(1009);
      }
    }));
  }

  @Test
  void aBinaryFrameClosesTheSocket() {
    try (var socket = people.alice().connect()) {
      socket.send(new byte[]{1, 2, 3});
      assertThat(socket.awaitClose()).isEqualTo(1003);
    }
  }

  @Test
  void aSignalAbove4KiBIsInvalid() {
    try (RawSocket bob = people.bob().online(); var alice = people.alice().online()) {
      var frame = RawDevice.object().put("action", "signal").put("conversation", people.conversation().value());
      frame.set("envelope", withCiphertext(4_097).path("envelopes").path(0));
      Nothing.changesOrIsSentBy(
          () -> assertThat(alice.ask(frame).path("problem").path("errors").path(0).path("pointer").asText())
              .isEqualTo("/envelope/ciphertext"));
      frame.set("envelope", withCiphertext(4_096).path("envelopes").path(0));
      alice.send(frame.toString());
      bob.await("signal");
    }
  }

  private static ObjectNode withCiphertext(int bytes) {
    var message = people.fromAlice("x");
    ((ObjectNode) message.path("envelopes").path(0)).put("ciphertext", RawDevice.base64(new byte[bytes]));
    return message;
  }

  /** A frame of that many bytes. */
  private static String padded(int bytes) {
    var empty = "{\"action\":\"ping\",\"requestId\":\"p\",\"pad\":\"\"}";
    return empty.replace("\"\"", "\"" + "p".repeat(bytes - empty.length()) + "\"");
  }

  static void quickly(Runnable attack) {
    var before = System.nanoTime();
    attack.run();
    assertThat(System.nanoTime() - before).isLessThan(3_000_000_000L);
  }
}
