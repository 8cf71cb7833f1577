package app.culver.acceptance.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.local.fcm.FcmStub.Push;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bob is away and can be woken; Alice writes to him. */
class PushTest {
  private static final Duration DELAY = Duration.ofSeconds(3);

  private final Cloud cloud = Cloud.running();
  private final People people = People.meet();
  private final String bob = people.bob().wakeable();

  @AfterEach
  void settle() {
    cloud.fcm().acceptAll();
    drain();
  }

  /** Until every request has been dealt with. */
  private void drain() {
    cloud.awaitQueues(DELAY, () -> cloud.depth("PushQueue") == 0);
  }

  private List<Push> pushes(String token) {
    return cloud.fcm().pushes().stream().filter(push -> push.target().equals(token)).toList();
  }

  private void write(ObjectNode message) {
    people.alice().post("/v1/messages", message).expect(200);
  }

  /** Nobody is woken until it is opened. */
  private Cloud.Disturbance whoWakesWaitsFor(CountDownLatch gate) {
    TapFaults faults = (service, operation, instance, request) -> {
      if (instance.startsWith("PushFunction")) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new Fault.None();
    };
    return cloud.disturb(faults);
  }

  @Test
  void aDeviceThatIsAwayIsWokenOnce() {
    write(people.fromAlice("hello"));
    drain();

    assertThat(pushes(bob)).hasSize(1);
  }

  @Test
  void whatComesSaysNothingHoweverTheMessageWasSent() {
    write(people.fromAlice("by HTTP"));
    drain();
    cloud.clock().advance(Duration.ofSeconds(10));
    try (var socket = people.alice().online()) {
      socket.ask(people.fromAlice("by socket").put("action", "send"));
      drain();
      cloud.clock().advance(Duration.ofSeconds(10));
      var several = people.fromAlice("several");
      ((ArrayNode) several.path("envelopes")).add(people.fromAlice("in one frame").path("envelopes").path(0));
      socket.ask(several.put("action", "send"));
      drain();
    }

    assertThat(pushes(bob)).hasSize(3).allSatisfy(push -> {
      assertThat(push.body())
          .isEqualTo(RawDevice.object().set("message", ((ObjectNode) Contract.told("Push")).put("fid", bob)));
      assertThat(push.body().toString()).doesNotContain(people.alice().account().value(),
          people.bob().account().value(), people.bob().device().value(), people.conversation().value());
    });
  }

  @Test
  void aBurstWakesOnce() {
    var gate = new CountDownLatch(1);
    try (var waiting = whoWakesWaitsFor(gate)) {
      assertThat(waiting).isNotNull();
      IntStream.range(0, 20).forEach(i -> write(people.fromAlice("thought " + i)));
      // So long ago that it is before the wake-up whatever clock one asks, also on a machine that is slow in writing.
      cloud.clock().advance(DELAY);
      gate.countDown();
    } finally {
      gate.countDown();
    }
    drain();

    assertThat(pushes(bob)).hasSize(1);
  }

  @Test
  void whoHasAcknowledgedMeanwhileIsLeftAsleep() {
    var gate = new CountDownLatch(1);
    try (var waiting = whoWakesWaitsFor(gate)) {
      assertThat(waiting).isNotNull();
      write(people.fromAlice("hello"));
      try (var socket = people.bob().online()) {
        acknowledge(socket);
      }
      gate.countDown();
    } finally {
      gate.countDown();
    }
    drain();

    assertThat(pushes(bob)).isEmpty();
  }

  private void acknowledge(RawSocket socket) {
    socket.send(RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value())
        .put("delivered", 2).toString());
    cloud.awaitQueues(Duration.ZERO, () -> receipts() > 0);
  }

  private long receipts() {
    return cloud.tables().items("ConversationsTable").stream()
        .filter(item -> item.at("/item/S").asText().startsWith("receipt#" + people.bob().account())).count();
  }

  @Test
  void whoseSocketIsGoneIsWoken() {
    try (var socket = people.bob().online();
        var gone = cloud.disturb(new GatewayFaults() {
          @Override
          public ManagementFault onManagement(String method, String connection, byte[] body) {
            return ManagementFault.GONE;
          }
        })) {
      assertThat(gone).isNotNull();
      write(people.fromAlice("hello"));
      assertThat(socket.rest()).isEmpty();
    }
    drain();

    assertThat(pushes(bob)).hasSize(1);
  }

  @Test
  void neitherTheSendersOwnDevicesNorConnectedOnesAreWoken() {
    var laptop = people.laptop().wakeable();
    try (var socket = people.bob().online()) {
      write(people.fromAlice("hello"));
      socket.await("entry");
      acknowledge(socket);
    }
    drain();

    assertThat(pushes(laptop)).isEmpty();
    assertThat(pushes(bob)).isEmpty();
  }

  @Test
  void aTokenOfWhoeverSignedInLaterWakesNobodyElse() {
    people.mallory().setPushToken(bob);
    write(people.fromAlice("for Bob"));
    drain();
    assertThat(pushes(bob)).isEmpty();

    var other = people.alice().converse(people.mallory().account());
    write(people.alice().message(other, 1, RawDevice.newMessage(), "for Mallory", people.alice().account(),
        people.mallory().account()));
    drain();
    assertThat(pushes(bob)).hasSize(1);
  }

  @Test
  void whoHasSignedOutIsNotWoken() {
    people.bob().delete("/v1/sessions/current").expect(204);
    write(people.fromAlice("hello"));
    drain();

    assertThat(pushes(bob)).isEmpty();
    assertThat(cloud.tables().items("IdentifiersTable")).noneMatch(
        item -> item.at("/device/S").asText().equals(people.bob().device().value()));
  }

  @Test
  void aQueueThatTakesNothingFailsNoMessage() {
    try (var broken = cloud.disturb((service, operation, instance, request) -> service.equals("sqs")
        ? Fault.Answered.error(500, "InternalFailure", "x")
        : new Fault.None()); var taps = cloud.record()) {
      assertThat(broken).isNotNull();
      write(people.fromAlice("hello"));
      taps.awaitQuiet();
      assertThat(taps.lines()).anyMatch(line -> line.text().contains("pushes that nobody was asked for"));
    }
    assertThat(people.tail()).isEqualTo(2);
  }
}
