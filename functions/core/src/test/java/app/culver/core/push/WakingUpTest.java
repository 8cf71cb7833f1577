package app.culver.core.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.device.Device;
import app.culver.core.device.Push;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushToken;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.MemoryPushes;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.push.Outcome.Again;
import app.culver.core.push.Outcome.Failed;
import app.culver.core.push.Outcome.Misconfigured;
import app.culver.core.push.Outcome.Needless;
import app.culver.core.push.Outcome.Refused;
import app.culver.core.push.Outcome.Sent;
import app.culver.core.push.Outcome.Unregistered;
import app.culver.core.push.Outcome.Wait;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bob's phone is away, and Alice writes to it. */
class WakingUpTest {
  private final World world = new World();
  private final MemoryPushes pushes = new MemoryPushes(world.devices);
  private final List<String> woken = new CopyOnWriteArrayList<>();
  private Function<PushToken, Pushed> provider = _ -> new Pushed.Sent();
  private final Device bob = world.devices.put(Samples.wakeable(world.bobPhone, "bob"));
  private final WakingUp waking = waking(Duration.ZERO);

  private WakingUp waking(Duration ahead) {
    return new WakingUp(world.devices, world.tables, pushes, pushes, Map.of(PushProvider.FCM, token -> {
      woken.add(token.value());
      return provider.apply(token);
    }), () -> world.now.plus(ahead));
  }

  private PushRequest request(long seq, Instant time) {
    return new PushRequest(bob.account(), bob.id(), world.id, seq, time);
  }

  private Outcome wake(PushRequest request) {
    return waking.wake(List.of(request)).get(request);
  }

  private Optional<Push> push() {
    return world.devices.of(bob.account()).getFirst().push();
  }

  private void pass(Duration duration) {
    world.now = world.now.plus(duration);
  }

  @Test
  void aDeviceThatIsAwayIsWoken() {
    PushRequest request = request(2, world.now);
    pass(Duration.ofSeconds(3));

    assertThat(wake(request)).isEqualTo(new Sent());
    assertThat(woken).containsExactly("bob");
    assertThat(push()).contains(new Push(Samples.target("bob"), world.now.minus(WakingUp.APART), Map.of(world.id, 2L),
        Instant.EPOCH));
  }

  @Test
  void oneWakeUpCoversWhatWasAcceptedBeforeIt() {
    List<PushRequest> burst = IntStream.range(0, 20).mapToObj(i -> request(2 + i, world.now.plusMillis(i))).toList();
    pass(Duration.ofSeconds(3));

    assertThat(waking.wake(burst.subList(0, 10)).values()).containsOnly(new Sent());
    assertThat(waking.wake(burst.subList(10, 20)).values()).containsOnly(new Needless());
    assertThat(woken).hasSize(1);
  }

  /** The time by which an entry was in the log may be long after it was there. */
  @Test
  void oneWakeUpCoversWhatItWasForWheneverThatMayHaveBeenThere() {
    wake(request(7, world.now));

    assertThat(wake(request(7, world.now.plusSeconds(3)))).isEqualTo(new Needless());
    assertThat(wake(request(8, world.now.plusSeconds(3)))).isInstanceOf(Wait.class);
  }

  /** It was accepted just after the wake-up, however late that seems to have been. */
  @Test
  void whoWakesByAClockThatIsAheadLosesNothing() {
    WakingUp ahead = waking(WakingUp.APART);
    PushRequest first = request(2, world.now);
    pass(Duration.ofSeconds(3));
    assertThat(ahead.wake(List.of(first))).containsEntry(first, new Sent());
    PushRequest second = request(3, world.now.plusMillis(1));
    pass(WakingUp.GAP);

    assertThat(ahead.wake(List.of(second))).containsEntry(second, new Sent());
    assertThat(woken).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 2})
  void whoWakesByAnotherClockRingsOnceForOneMessage(int ahead) {
    WakingUp other = waking(Duration.ofSeconds(ahead));
    PushRequest request = request(2, world.now);
    pass(Duration.ofSeconds(3));
    assertThat(other.wake(List.of(request))).containsEntry(request, new Sent());
    PushRequest ofTheNet = request(2, world.now.plusSeconds(3));
    pass(Duration.ofSeconds(40));

    assertThat(other.wake(List.of(request, ofTheNet)).values()).containsOnly(new Needless());
    assertThat(woken).hasSize(1);
  }

  @Test
  void manyInvocationsAtOnceWakeOnce() {
    PushRequest first = request(2, world.now);
    PushRequest second = request(3, world.now.plusMillis(1));
    provider = _ -> {
      provider = _ -> new Pushed.Sent();
      assertThat(wake(second)).isEqualTo(new Wait(WakingUp.GAP));
      return new Pushed.Sent();
    };
    pass(Duration.ofSeconds(3));

    assertThat(wake(first)).isEqualTo(new Sent());
    assertThat(wake(second)).isEqualTo(new Needless());
    assertThat(woken).hasSize(1);
  }

  @Test
  void whatComesWithinTenSecondsWaitsForThem() {
    wake(request(2, world.now));
    pass(Duration.ofSeconds(4));
    PushRequest second = request(3, world.now);

    assertThat(wake(second)).isEqualTo(new Wait(Duration.ofSeconds(6)));
    pass(Duration.ofSeconds(6));
    assertThat(wake(second)).isEqualTo(new Sent());
    assertThat(woken).hasSize(2);
  }

  @Test
  void whoHasAcknowledgedIsLeftAsleep() {
    world.tables.raise(world.id, new Receipt(bob.account(), bob.id(), new Watermarks(2, 0)));

    assertThat(wake(request(2, world.now))).isEqualTo(new Needless());
    assertThat(wake(request(3, world.now))).isEqualTo(new Sent());
  }

  @Test
  void anotherDevicesReceiptIsNotTheDevices() {
    world.tables.raise(world.id, new Receipt(bob.account(), Samples.deviceId(99), new Watermarks(9, 9)));

    assertThat(wake(request(2, world.now))).isEqualTo(new Sent());
  }

  @Test
  void aReceiptInAnotherConversationIsNotOneHere() {
    ConversationId other = world.open(world.malloryPhone, world.bobPhone).id();
    world.tables.raise(world.id, new Receipt(bob.account(), bob.id(), new Watermarks(5, 5)));
    PushRequest here = request(5, world.now);
    PushRequest there = new PushRequest(bob.account(), bob.id(), other, 5, world.now);

    assertThat(waking.wake(List.of(here, there))).containsEntry(here, new Needless()).containsEntry(there, new Sent());
  }

  @Test
  void aConnectedDeviceHasTenSecondsToAcknowledge() {
    world.devices.put(Samples.connected(bob, "socket", world.now));
    PushRequest request = request(2, world.now);
    pass(Duration.ofSeconds(3));

    assertThat(wake(request)).isEqualTo(new Wait(Duration.ofSeconds(7)));
    pass(Duration.ofSeconds(7).plusMillis(1));
    assertThat(wake(request)).isEqualTo(new Sent());
  }

  @Test
  void aDeviceThatIsGoneOrHasNoTokenIsNotWoken() {
    PushRequest gone = new PushRequest(bob.account(), Samples.deviceId(99), world.id, 2, world.now);
    PushRequest without = new PushRequest(world.aliceLaptop.account(), world.aliceLaptop.id(), world.id, 2, world.now);

    assertThat(waking.wake(List.of(gone, without)).values()).containsOnly(new Needless());
    assertThat(woken).isEmpty();
  }

  @Test
  void anUnregisteredTokenIsRemoved() {
    provider = _ -> new Pushed.Unregistered();

    assertThat(wake(request(2, world.now))).isEqualTo(new Unregistered());
    assertThat(push()).isEmpty();
    assertThat(wake(request(3, world.now))).isEqualTo(new Needless());
  }

  @Test
  void aTokenThatWasReplacedMeanwhileIsNotRemoved() {
    provider = _ -> {
      pushes.set(Samples.caller(bob), Optional.of(Samples.target("bob")), Samples.target("fresh"));
      return new Pushed.Unregistered();
    };
    wake(request(2, world.now));

    assertThat(push()).contains(Push.fresh(Samples.target("fresh")));
  }

  @Test
  void aProviderThatIsBusyIsAskedAgain() {
    PushRequest request = request(2, world.now);
    provider = _ -> new Pushed.Later(Duration.ofSeconds(40));

    assertThat(wake(request)).isEqualTo(new Again(Duration.ofSeconds(40)));
    assertThat(push()).contains(Push.fresh(Samples.target("bob")));
    provider = _ -> new Pushed.Sent();
    assertThat(wake(request)).isEqualTo(new Sent());
  }

  @Test
  void whatIsRefusedIsNotTriedAgainAndHoldsUpNothing() {
    provider = _ -> new Pushed.Refused("SENDER_ID_MISMATCH");

    assertThat(wake(request(2, world.now))).isEqualTo(new Refused("SENDER_ID_MISMATCH"));
    provider = _ -> new Pushed.Sent();
    assertThat(wake(request(3, world.now))).isEqualTo(new Sent());
  }

  @Test
  void whatTheOperatorHasToMendIsTriedAgainAndHoldsUpNothing() {
    PushRequest request = request(2, world.now);
    provider = _ -> new Pushed.Misconfigured("PERMISSION_DENIED");

    assertThat(wake(request)).isEqualTo(new Misconfigured("PERMISSION_DENIED"));
    provider = _ -> new Pushed.Sent();
    assertThat(wake(request)).isEqualTo(new Sent());
  }

  @Test
  void afterOneDiedWhileWakingAnotherOneTakesOver() {
    assertThat(pushes.begin(bob, world.now.plus(WakingUp.BUSY))).isTrue();
    PushRequest request = request(2, world.now);

    assertThat(wake(request)).isEqualTo(new Wait(WakingUp.GAP));
    pass(WakingUp.BUSY);
    assertThat(wake(request)).isEqualTo(new Sent());
  }

  @Test
  void oneDevicesTroubleIsNotAnothers() {
    RuntimeException trouble = new IllegalStateException("x");
    Device carol = world.devices.put(Samples.wakeable(Samples.device(Samples.account(4), 41), "carol"));
    provider = token -> {
      if (token.value().equals("bob")) {
        throw trouble;
      }
      return new Pushed.Sent();
    };
    PushRequest failing = request(2, world.now);
    PushRequest other = new PushRequest(carol.account(), carol.id(), world.id, 2, world.now);

    assertThat(waking.wake(List.of(failing, other))).containsEntry(failing, new Failed(trouble)).containsEntry(other,
        new Sent());
  }
}
