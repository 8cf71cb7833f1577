package app.culver.acceptance.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.deployment.Command;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.Recording;
import app.culver.local.fcm.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bob's and the laptop's owner's tokens when Firebase Cloud Messaging is out of sorts. */
class ProviderTest {
  private final Cloud cloud = Cloud.running();
  private final People people = People.meet();
  private final String bob = people.bob().wakeable();

  @AfterEach
  void settle() {
    cloud.fcm().acceptAll();
    drain(Duration.ofSeconds(3));
    cloud.purge("PushFailures");
  }

  private void drain(Duration step) {
    cloud.awaitQueues(step, () -> cloud.depth("PushQueue") == 0);
  }

  private long pushes(String token) {
    return cloud.fcm().pushes().stream().filter(push -> push.target().equals(token)).count();
  }

  private void write(String text) {
    people.alice().post("/v1/messages", people.fromAlice(text)).expect(200);
  }

  private void awaitPushes(int count) {
    cloud.awaitQueues(Duration.ofSeconds(3), () -> pushes(bob) >= count);
  }

  private String tokenOfBob() {
    return cloud.tables().items("AccountsTable").stream()
        .filter(item -> item.at("/item/S").asText().equals("device#" + people.bob().device())).findFirst().orElseThrow()
        .at("/pushToken/S").asText();
  }

  @Test
  void aTokenThatIsNoLongerRegisteredIsRemovedAndNoOther() {
    var mallory = people.mallory().wakeable();
    cloud.fcm().answer(bob, new Answer.Unregistered());
    write("first");
    drain(Duration.ofSeconds(3));

    assertThat(pushes(bob)).isEqualTo(1);
    assertThat(tokenOfBob()).isEmpty();
    assertThat(cloud.tables().items("AccountsTable"))
        .anyMatch(item -> item.at("/pushToken/S").asText().equals(mallory));
    write("second");
    drain(Duration.ofSeconds(3));
    assertThat(pushes(bob)).isEqualTo(1);
  }

  @Test
  void aTokenThatWasReplacedMeanwhileStays() {
    var answered = new CountDownLatch(1);
    cloud.fcm().answer(bob, new Answer.Hang(answered));
    write("hello");
    awaitPushes(1);
    var fresh = people.bob().wakeable();
    cloud.fcm().answer(bob, new Answer.Unregistered());
    answered.countDown();
    drain(Duration.ofSeconds(10));

    assertThat(tokenOfBob()).isEqualTo(fresh);
  }

  @Test
  void anExceededQuotaIsWaitedForAsLongAsTheProviderWants() throws Exception {
    try (var taps = cloud.record()) {
      cloud.fcm().answer(bob, new Answer.QuotaExceeded(Duration.ofSeconds(40)));
      write("hello");
      awaitPushes(1);
      cloud.fcm().acceptAll();
      taps.awaitQuiet();
      assertThat(hidden(taps)).isBetween(40, 60);
    }
    drain(Duration.ofSeconds(10));

    assertThat(pushes(bob)).isEqualTo(2);
  }

  private static int hidden(Recording taps) throws Exception {
    var call = taps.calls("PushFunction").stream()
        .filter(each -> each.operation().equals("ChangeMessageVisibilityBatch")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(call.request()).at("/Entries/0/VisibilityTimeout").asInt();
  }

  @Test
  void anOverloadIsTriedAgainUntilItIsOver() {
    cloud.fcm().answer(bob, new Answer.Unavailable());
    write("hello");
    awaitPushes(1);
    cloud.fcm().acceptAll();
    drain(Duration.ofSeconds(10));

    assertThat(pushes(bob)).isGreaterThan(1);
    assertThat(cloud.depth("PushFailures")).isZero();
  }

  @Test
  void aProviderThatHangsIsTriedAgain() {
    var answered = new CountDownLatch(1);
    cloud.fcm().answer(bob, new Answer.Hang(answered));
    write("hello");
    awaitPushes(1);
    cloud.fcm().acceptAll();
    cloud.awaitQueues(Duration.ofSeconds(3), () -> pushes(bob) > 1);
    answered.countDown();
    drain(Duration.ofSeconds(10));

    assertThat(pushes(bob)).isEqualTo(2);
  }

  @Test
  void whatFailsToTheLastIsKeptAndCanBePutBack() {
    cloud.fcm().answer(bob, new Answer.QuotaExceeded(Duration.ZERO));
    write("hello");
    // In steps below the time-out of visibility, or whoever is at work loses the message to another. The request of the
    // send fails to the last, and so does the one of the net below it, once that has come.
    cloud.awaitQueues(Duration.ofSeconds(30), () -> cloud.depth("PushFailures") == 2);
    assertThat(cloud.depth("PushQueue")).isZero();
    var before = pushes(bob);
    assertThat(before).isGreaterThanOrEqualTo(8);

    cloud.fcm().acceptAll();
    var said = Command.run(Map.of("AWS_ENDPOINT_URL_SQS", cloud.queues().toString()), "infra/tools/redrive", "local")
        .expectSuccess();
    assertThat(said).contains("About 2 requests");
    cloud.awaitQueues(Duration.ofSeconds(3), () -> pushes(bob) == before + 1);
    drain(Duration.ofSeconds(3));
    assertThat(cloud.depth("PushFailures")).isZero();
    assertThat(Command.run(Map.of("AWS_ENDPOINT_URL_SQS", cloud.queues().toString()), "infra/tools/redrive", "local")
        .expectSuccess()).contains("Nothing has failed");
  }
}
