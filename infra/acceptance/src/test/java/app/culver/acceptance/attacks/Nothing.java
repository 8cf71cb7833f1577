package app.culver.acceptance.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Recording;
import app.culver.acceptance.support.Writes;

/** Holds that an attack has no effect. */
final class Nothing {
  private Nothing() {}

  /** Fails if anything is stored or put into a queue. */
  static void changesBy(Attack attack) {
    try (var taps = Cloud.running().record()) {
      attack.run();
      taps.awaitQuiet();
      assertThat(Writes.in(taps)).isEmpty();
    }
  }

  /** Fails if anything is stored or put into a queue, or anything is sent to sockets but refusals. */
  static void changesOrIsSentBy(Attack attack) {
    try (var taps = Cloud.running().record()) {
      changesBy(attack);
      assertThat(taps.sent()).filteredOn(message -> !message.text().contains("\"type\":\"error\"")
          && !message.text().contains("\"type\":\"pong\"") && !isOfTheNet(message, taps)).isEmpty();
    }
  }

  /** The net below earlier sends posts when its time has come, whatever goes on. */
  private static boolean isOfTheNet(Recording.Message message, Recording taps) {
    return taps.calls("DeliverFunction").stream().filter(call -> call.service().equals("execute-api"))
        .anyMatch(post -> new String(post.request(), UTF_8).equals(message.text()));
  }

  /** Something that is expected to fail. */
  @FunctionalInterface
  interface Attack {
    void run();
  }
}
