package app.culver.acceptance.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Recording;
import app.culver.acceptance.support.Tables;

/** Holds that an attack has no effect. */
final class Nothing {
  private Nothing() {}

  /** Fails if anything that is stored is other than before. */
  static void changesBy(Attack attack) {
    var before = Cloud.running().tables().snapshot();
    attack.run();
    assertThat(Tables.changes(before, Cloud.running().tables().snapshot())).isEmpty();
  }

  /** Fails if anything that is stored is other than before, or anything was sent to sockets but refusals. */
  static void changesOrIsSentBy(Attack attack) {
    try (var taps = Cloud.running().record()) {
      changesBy(attack);
      taps.awaitQuiet();
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
