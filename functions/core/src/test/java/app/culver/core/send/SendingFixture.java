package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.conversation.Conversations;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Alice and Bob in a conversation, and what sends for them. */
abstract class SendingFixture {
  final World world = new World();
  final Device alice = world.alicePhone;
  final Device bob = world.bobPhone;

  Sending sending() {
    return sending(world.devices, world.tables, world.tables);
  }

  Sending sending(Devices devices, Conversations conversations, Log log) {
    return new Sending(devices, conversations, log, () -> world.now, World.RETENTION, _ -> {});
  }

  Sent send(Device device, SendRequest request) {
    return sending().send(Samples.caller(device), request);
  }

  Refusal refusal(Device device, SendRequest request) {
    return refusal(Samples.caller(device), request);
  }

  Refusal refusal(Caller caller, SendRequest request) {
    return catchThrowableOfType(RefusedException.class, () -> sending().send(caller, request)).refusal();
  }

  static List<Long> positions(Sent sent) {
    return sent.accepted().stream().map(Entry.Message::seq).toList();
  }

  void later(Duration duration) {
    world.now = world.now.plus(duration);
  }

  /** Fills the log up to this position. */
  void fill(int last) {
    for (long seq = world.positions().getLast() + 1; seq <= last; seq++) {
      world.tables.append(world.id, new Entry.Message(seq, world.now, bob.account(), bob.id(), 1,
          Samples.envelope(Samples.message(1_000 + (int) seq), 1, world.others(bob))), world.now.plus(World.RETENTION));
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
