package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">
 *     A message above 32 KB is split, posts included</a>
 */
class FramesTest {

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "€", "😀", "x😀"})
  void framesAreFullButNotOverfullAndCutNoCharacter(String unit) {
    var message = unit.repeat(50_000);

    var frames = Frames.of(message);

    assertThat(String.join("", frames)).isEqualTo(message);
    for (var frame : frames) {
      var bytes = frame.getBytes(StandardCharsets.UTF_8).length;
      assertThat(bytes).isLessThanOrEqualTo(32 * 1024);
      assertThat(new String(frame.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(frame);
      if (frame != frames.getLast()) {
        assertThat(bytes).isGreaterThan(32 * 1024 - 4);
      }
    }
  }

  @Test
  void anEmptyMessageIsOneEmptyFrame() {
    assertThat(Frames.of("")).containsExactly("");
  }
}
