package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Schemas;
import app.culver.client.crypto.DeviceKeys;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits that only the server can hold, since a single request does not show them. */
class LimitsTest {
  private static final int DEVICES = 10;

  @Test
  void theEleventhDeviceIsRefusedUntilAnotherIsRemoved() {
    var number = Cloud.running().newPhoneNumber();
    var devices = new ArrayList<RawDevice>();
    for (var index = 0; index < DEVICES; index++) {
      devices.add(RawDevice.signIn(Cloud.running().settings(), number));
    }

    Nothing.changesBy(() -> {
      var problem = signIn(number).expectProblem(409, "too-many-devices");
      assertThat(problem.path("limit").asInt()).isEqualTo(DEVICES);
      assertThat(Schemas.STRICT.faults("problem.json", problem)).isEmpty();
    });

    devices.getFirst().delete("/v1/devices/" + devices.getLast().device()).expect(204);
    signIn(number).expect(201);
  }

  @Test
  void twentyDevicesThatSignInAtOnceAreTenAtMost() throws InterruptedException {
    var number = Cloud.running().newPhoneNumber();
    var first = RawDevice.signIn(Cloud.running().settings(), number);
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = racers
          .invokeAll(IntStream.range(0, 20).<Callable<Integer>>mapToObj(racer -> () -> signIn(number).status())
              .toList());
      assertThat(answers).extracting(answer -> answer.resultNow()).isSubsetOf(201, 409, 503);
    }

    assertThat(first.get("/v1/devices").expect(200).path("devices").size()).isBetween(2, DEVICES);
  }

  @Test
  void aSenderThatIsMoreThan256EntriesBehindHasToSync() {
    var alice = Cloud.running().newDevice();
    var notes = alice.converse(alice.account());
    var sent = 1;
    while (sent <= 257) {
      var request = alice.message(notes, sent, RawDevice.newMessage(), "note");
      for (var index = 1; index < 16; index++) {
        request.withArray("envelopes").add(alice.envelope(notes, RawDevice.newMessage(), "note"));
      }
      sent += alice.post("/v1/messages", request).expect(200).path("accepted").size();
    }
    var late = alice.message(notes, 1, RawDevice.newMessage(), "late");
    var tail = sent;

    Nothing.changesOrIsSentBy(() -> {
      var problem = alice.post("/v1/messages", late).expectProblem(409, "sync-first");
      assertThat(problem.path("tail").asInt()).isEqualTo(tail);
      assertThat(Schemas.STRICT.faults("problem.json", problem)).isEmpty();
    });
    alice.post("/v1/messages", late.put("since", tail)).expect(200);
  }

  /** What is refused by one way of counting is not let in by another. */
  @Test
  void anEnvelopeIsSealedTo64DevicesAtMost() {
    var alice = Cloud.running().newDevice();
    var notes = alice.converse(alice.account());
    var request = alice.message(notes, 1, RawDevice.newMessage(), "note");
    var recipients = ((ObjectNode) request.path("envelopes").path(0)).putArray("recipients");
    IntStream.range(0, 65).mapToObj(each -> RawDevice.newMessage().value()).sorted()
        .forEach(account -> recipients.addObject()
            .put("account", account).putArray("devices").addObject().put("device", RawDevice.newMessage().value())
            .put("sealed", sealed()));

    Nothing.changesOrIsSentBy(() -> alice.post("/v1/messages", request).expectProblem(400, "invalid-request"));
    recipients.remove(64);
    Nothing.changesOrIsSentBy(() -> alice.post("/v1/messages", request).expectProblem(409, "stale-device-list"));
  }

  private static String sealed() {
    var bytes = new byte[113];
    bytes[0] = 4;
    return RawDevice.base64(bytes);
  }

  private static app.culver.acceptance.support.Answer signIn(String number) {
    var settings = Cloud.running().settings();
    return RawDevice.post(settings, "/v1/sessions",
        RawDevice.exchange(settings, DeviceKeys.generate(new SecureRandom()),
            FirebasePhone.idToken(settings, number)));
  }
}
