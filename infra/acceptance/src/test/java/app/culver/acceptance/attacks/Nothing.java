package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;

/** Holds that an attack has no effect. */
final class Nothing {
  private Nothing() {}

  /** Fails if anything that is stored is other than before. */
  static void changesBy(Attack attack) {
    var before = Cloud.running().tables().snapshot();
    attack.run();
    assertThat(Cloud.running().tables().snapshot()).isEqualTo(before);
  }

  /** Fails if anything that is stored is other than before, or anything was sent to sockets but refusals. */
  static void changesOrIsSentBy(Attack attack) {
    try (var taps = Cloud.running().record()) {
      changesBy(attack);
      taps.awaitQuiet();
      assertThat(taps.sent()).filteredOn(message -> !message.text().contains("\"type\":\"error\"")
          && !message.text().contains("\"type\":\"pong\"")).isEmpty();
    }
  }

  /** Something that is expected to fail. */
  @FunctionalInterface
  interface Attack {
    void run();
  }
}
