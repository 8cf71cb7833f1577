package app.culver.client.socket;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What time the server has, as far as its last greeting tells: this device's own clock may be wrong by days. */
final class ServerClock {
  private final Clock own;
  private Duration ahead = Duration.ZERO;

  ServerClock(Clock own) {
    this.own = own;
  }

  void greeted(JsonNode greeting) {
    var time = greeting.path("time");
    if (time.isIntegralNumber() && time.canConvertToLong()) {
      ahead = Duration.between(own.instant(), Instant.ofEpochMilli(time.longValue()));
    }
  }

  Instant now() {
    return own.instant().plus(ahead);
  }
}
