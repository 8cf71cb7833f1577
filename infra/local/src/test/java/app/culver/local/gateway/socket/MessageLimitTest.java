package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sizes and kinds of messages.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">
 *     Quotas: 32 KB a frame, 128 KB a message, 1009 above</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html">Binary
 *     frames: 1003</a>
 */
class MessageLimitTest {
  private static final int FRAME = 32 * 1024;

  private final SocketFixture api = SocketFixture.open();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aFrameOf32KibibytesPasses() {
    api.connect().send("x".repeat(FRAME));

    assertThat(api.functions.event("Default").get("body").asText()).hasSize(FRAME);
  }

  @Test
  void aFrameOfOneByteMoreClosesWith1009() {
    var client = api.connect().send("x".repeat(FRAME + 1));

    assertThat(client.closed().status()).isEqualTo(1009);
    var event = api.functions.event("Disconnect");
    assertThat(event.at("/requestContext/disconnectStatusCode").asInt()).isEqualTo(1009);
    assertThat(api.functions.events("Default")).isEmpty();
  }

  @Test
  void bytesAreCountedAndNotCharacters() {
    assertThat(api.connect().send("ä".repeat(FRAME / 2 + 1)).closed().status()).isEqualTo(1009);
  }

  @Test
  void aMessageOf128KibibytesInFramesOf32Passes() {
    api.connect().sendFragments(Collections.nCopies(4, "x".repeat(FRAME)));

    assertThat(api.functions.event("Default").get("body").asText()).hasSize(4 * FRAME);
  }

  @Test
  void aMessageOfOneByteMoreClosesWith1009() {
    var client = api.connect();
    client.sendFragments(List.of("x".repeat(FRAME), "x".repeat(FRAME), "x".repeat(FRAME), "x".repeat(FRAME), "x"));

    assertThat(client.closed().status()).isEqualTo(1009);
    assertThat(api.functions.events("Default")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, FRAME})
  void aBinaryMessageClosesWith1003(int bytes) {
    var client = api.connect();
    client.sendBinary(new byte[bytes]);

    assertThat(client.closed().status()).isEqualTo(1003);
    var event = api.functions.event("Disconnect");
    assertThat(event.at("/requestContext/disconnectStatusCode").asInt()).isEqualTo(1003);
  }

  @Test
  void anAnswerOf128KibibytesReachesTheClientWhole() {
    var body = "x".repeat(4 * FRAME);
    api.functions.returns("Ask", "{\"statusCode\":200,\"body\":\"" + body + "\"}");

    assertThat(api.connect().send("{\"action\":\"ask\"}").next()).isEqualTo(body);
  }

  /** AWS does not say what becomes of a longer one; that it does not reach the client is the stricter reading. */
  @Test
  void anAnswerOfOneByteMoreIsAnInternalError() {
    api.functions.returns("Ask", "{\"statusCode\":200,\"body\":\"" + "x".repeat(4 * FRAME + 1) + "\"}");

    var answer = api.connect().send("{\"action\":\"ask\"}").next();

    assertThat(SocketFixture.member(answer, "message")).isEqualTo("Internal server error");
  }
}
