package app.culver.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.identifier.DeviceId;
import app.culver.core.memory.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private Instant now = Instant.parse("2026-11-28T00:00:00Z");
  private final Pace pace = new Pace(() -> now);
  private final DeviceId phone = Samples.deviceId(1);

  private long admitted(DeviceId device, int signals) {
    return IntStream.range(0, signals).filter(_ -> pace.admits(device)).count();
  }

  @Test
  void tenAtOnceAndFiveASecondPass() {
    assertThat(admitted(phone, 50)).isEqualTo(10);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(admitted(phone, 50)).isEqualTo(5);
    now = now.plus(Duration.ofHours(1));
    assertThat(admitted(phone, 50)).isEqualTo(10);
  }

  @Test
  void whoeverKeepsToItLosesNone() {
    for (int i = 0; i < 100; i++) {
      assertThat(admitted(phone, 1)).isEqualTo(1);
      now = now.plusMillis(200);
    }
  }

  @Test
  void whatIsDroppedMakesNobodyWaitLonger() {
    admitted(phone, 1_000);
    now = now.plusMillis(200);

    assertThat(admitted(phone, 1_000)).isEqualTo(1);
  }

  @Test
  void oneDeviceDoesNotSlowAnotherDown() {
    admitted(phone, 50);

    assertThat(admitted(Samples.deviceId(2), 50)).isEqualTo(10);
  }

  @Test
  void aClockThatGoesBackSilencesNobodyForLong() {
    admitted(phone, 3);
    now = now.minusSeconds(2);

    assertThat(List.of(admitted(phone, 50), after(Duration.ofSeconds(3)))).containsExactly(0L, 10L);
  }

  private long after(Duration time) {
    now = now.plus(time);
    return admitted(phone, 50);
  }

  @Test
  void theQuietestAreForgottenFirst() {
    admitted(phone, 10);
    IntStream.range(10, 10 + Pace.DEVICES - 1).forEach(number -> admitted(Samples.deviceId(number), 1));
    assertThat(admitted(phone, 1)).isZero();
    IntStream.range(5_000, 5_000 + Pace.DEVICES).forEach(number -> admitted(Samples.deviceId(number), 1));

    assertThat(admitted(phone, 50)).isEqualTo(10);
  }
}
