package app.culver.connections;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.memory.Samples;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionsHandlerTest {
  private final Story story = new Story();
  private final Device phone = story.alicePhone;
  private final ConnectionsHandler handler = new ConnectionsHandler(story.devices, story.connections, () -> story.now,
      3);

  private Answer ask(String name) {
    return TestEvent.of("connections", name).to(handler);
  }

  private Optional<Presence> presence() {
    return story.devices.of(phone.account()).stream().filter(device -> device.id().equals(phone.id())).findFirst()
        .orElseThrow().presence();
  }

  /** The device listens on another socket, opened at this time. */
  private void listensOn(String connection, Instant at) {
    story.devices.put(Samples.connected(phone, connection, at));
  }

  private void isAway() {
    story.devices.clear(phone.account(), phone.id(), presence().orElseThrow().connection());
  }

  @Test
  void aBrowserGetsBackTheSubprotocolThatItOffered() {
    Answer answer = ask("connect-browser");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("culver.v1");
  }

  @Test
  void whoOffersNoSubprotocolGetsNone() {
    Answer answer = ask("connect-header");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().has("Sec-WebSocket-Protocol")).isFalse();
  }

  @Test
  void connectingWritesNoPresence() {
    isAway();

    ask("connect-browser");

    assertThat(presence()).isEmpty();
  }

  @Test
  void helloWritesPresenceAndTellsTheTimeAndTheEpoch() {
    isAway();

    Answer answer = ask("hello");

    assertThat(answer.body().toString()).isEqualTo(
        "{\"type\":\"hello\",\"requestId\":\"hello-alice-phone\",\"time\":" + story.now.toEpochMilli()
            + ",\"logEpoch\":3}");
    assertThat(presence()).isEqualTo(phone.presence());
  }

  @Test
  void helloAgainChangesNothing() {
    ask("hello");

    assertThat(ask("hello").body().path("type").asText()).isEqualTo("hello");
    assertThat(presence()).isEqualTo(phone.presence());
    assertThat(story.connections.frames(Story.socket(phone))).isEmpty();
    assertThat(story.connections.closed(Story.socket(phone))).isFalse();
  }

  @Test
  void aSecondSocketReplacesTheFirstWhichIsToldSoAndClosed() {
    listensOn("older", phone.presence().orElseThrow().connectedAt().minusSeconds(1));

    assertThat(ask("hello").body().path("type").asText()).isEqualTo("hello");

    assertThat(story.connections.frames("older")).containsExactly("{\"type\":\"replaced\"}");
    assertThat(story.connections.closed("older")).isTrue();
    assertThat(presence()).isEqualTo(phone.presence());
  }

  @Test
  void anOlderSocketThatSaysHelloLateIsTheOneThatGoes() {
    listensOn("newer", phone.presence().orElseThrow().connectedAt().plusSeconds(1));

    ask("hello");

    assertThat(story.connections.frames(Story.socket(phone))).containsExactly("{\"type\":\"replaced\"}");
    assertThat(story.connections.closed(Story.socket(phone))).isTrue();
    assertThat(presence()).map(Presence::connection).contains(new ConnectionId("newer"));
  }

  @Test
  void aRemovedDevicesHelloIsRefusedAndItsSocketClosed() {
    story.devices.remove(phone.id());

    ask("hello");

    assertThat(story.connections.frames(Story.socket(phone))).singleElement().asString()
        .contains("urn:culver:problem:session-ended");
    assertThat(story.connections.closed(Story.socket(phone))).isTrue();
  }

  @Test
  void helloIsClosedToUnknownFieldsAndCarriesARequestId() {
    isAway();
    for (String body : new String[]{"{\"action\":\"hello\",\"requestId\":\"r\",\"device\":\"x\"}",
        "{\"action\":\"hello\"}", "{\"action\":\"hello\",\"requestId\":\"\\r\\n\"}"}) {
      assertThat(TestEvent.of("connections", "hello").body(body).to(handler).body().at("/problem/type").asText())
          .isEqualTo("urn:culver:problem:invalid-request");
    }
    assertThat(presence()).isEmpty();
  }

  @Test
  void disconnectingClearsItsOwnPresence() {
    assertThat(ask("disconnect").status()).isEqualTo(200);

    assertThat(presence()).isEmpty();
  }

  @Test
  void disconnectingLeavesTheNewerSocketsPresence() {
    listensOn("newer", Instant.MAX);

    assertThat(ask("disconnect").status()).isEqualTo(200);

    assertThat(presence()).map(Presence::connection).contains(new ConnectionId("newer"));
  }

  @Test
  void theDailyCallKeepsTheFunctionAliveAndTouchesNothing() {
    assertThat(ask("keep-alive").status()).isEqualTo(200);
    assertThat(story.connections.delivered()).isZero();
  }
}
