package app.culver.core.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.delivery.Post;
import app.culver.core.device.Device;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.send.Sent;
import app.culver.core.send.Sent.Share;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Alice's phone has sent two messages. */
class WakeableTest {
  private final World world = new World();
  private final List<Entry.Message> messages = IntStream.of(2, 3)
      .mapToObj(seq -> new Entry.Message(seq, world.now.plusMillis(seq), world.alicePhone.account(),
          world.alicePhone.id(), 1, world.message(world.alicePhone)))
      .toList();

  private Wakeable wakeable(Device... audience) {
    return new Wakeable(Samples.caller(world.alicePhone), world.id,
        List.of(audience).stream().map(device -> new Share(device, messages)).toList(), world.now.plusMillis(700));
  }

  private PushRequest request(Device device) {
    return new PushRequest(device.account(), device.id(), world.id, 3, world.now.plusMillis(700));
  }

  private static List<Post> posts(Device... devices) {
    return Post.to(List.of(devices), List.of(new byte[0]));
  }

  @Test
  void whoIsAwayIsAskedForOnceForTheLastMessage() {
    Device away = Samples.wakeable(world.bobPhone, "bob");

    assertThat(wakeable(away).away()).containsExactly(request(away));
  }

  /** A repetition, long after: the message was there when the put of the first attempt had to be over. */
  @Test
  void aMessageCountsFromWhenItWasInTheLogAtTheLatest() {
    Device away = Samples.wakeable(world.bobPhone, "bob");
    var sent = new Sent(messages, Optional.empty(), List.of(new Share(away, messages)), List.of());

    assertThat(new Wakeable(Samples.caller(world.alicePhone), world.id, sent.audience(), world.now.plusSeconds(90))
        .away()).extracting(PushRequest::time)
        .containsExactly(messages.getLast().time().plus(Log.LONGEST_APPEND));
  }

  @Test
  void whoIsConnectedIsAskedForOnlyIfThePostDidNotGetThrough() {
    Device connected = Samples.connected(Samples.wakeable(world.bobPhone, "bob"), "socket", world.now);

    assertThat(wakeable(connected).away()).isEmpty();
    assertThat(wakeable(connected).missed(List.of())).isEmpty();
    assertThat(wakeable(connected).missed(posts(connected))).containsExactly(request(connected));
  }

  @Test
  void nobodyIsAskedForWithoutAToken() {
    assertThat(wakeable(Samples.device(world.bobPhone.account(), 21)).away()).isEmpty();
    assertThat(wakeable(world.bobPhone).missed(posts(world.bobPhone))).isEmpty();
  }

  @Test
  void theSendersOwnDevicesAreLeftAsleep() {
    Device laptop = Samples.wakeable(world.aliceLaptop, "laptop");
    Device connected = Samples.connected(laptop, "socket", world.now);

    assertThat(wakeable(laptop).away()).isEmpty();
    assertThat(wakeable(connected).missed(posts(connected, world.alicePhone))).isEmpty();
  }

  @Test
  void whoSeesOneMessageOnlyIsAskedForBecauseOfThat() {
    Device away = Samples.wakeable(world.bobPhone, "bob");
    var sent = new Sent(messages, Optional.empty(), List.of(new Share(away, messages.subList(0, 1))), List.of());

    assertThat(
        new Wakeable(Samples.caller(world.alicePhone), world.id, sent.audience(), world.now.plusMillis(700)).away())
        .extracting(PushRequest::seq).containsExactly(2L);
  }
}
