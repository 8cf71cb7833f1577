package app.culver.messages;

import static app.culver.messages.MessagesFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.core.conversation.Block;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.device.Device;
import app.culver.core.memory.Samples;
import app.culver.core.push.PushRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a send asks to be woken. Alice's phone sends by socket, Bob's by HTTP. */
class PushRequestsTest {
  private final MessagesFixture fixture = new MessagesFixture();
  private final Story story = fixture.story;

  private Device away(Device device) {
    return story.devices.put(Samples.wakeable(device, device.id().value()));
  }

  private Device connected(Device device) {
    return story.devices.put(
        Samples.connected(Samples.wakeable(device, device.id().value()), Story.socket(device), story.now));
  }

  private PushRequest request(Device device) {
    return new PushRequest(device.account(), device.id(), fixture.id, 2, story.now);
  }

  @Test
  void aDeviceThatIsAwayIsAskedFor() {
    away(story.bobPhone);
    event("send").to(fixture.handler);

    assertThat(fixture.pushes).containsExactly(request(story.bobPhone));
    assertThat(fixture.frame(story.alicePhone).path("type").asText()).isEqualTo("sent");
  }

  @Test
  void byHttpItIsTheSame() {
    away(story.alicePhone);
    connected(story.aliceLaptop);
    event("http-send").token(story.token(story.bobPhone)).to(fixture.handler);

    assertThat(fixture.pushes).containsExactly(request(story.alicePhone));
  }

  @ParameterizedTest
  @EnumSource(value = Posted.class, names = {"GONE", "FAILED"})
  void aDeviceWhosePostDidNotGetThroughIsAskedFor(Posted posted) {
    connected(story.bobPhone);
    story.connections.answer(Story.socket(story.bobPhone), posted);
    event("send").to(fixture.handler);

    assertThat(fixture.pushes).containsExactly(request(story.bobPhone));
  }

  @Test
  void nobodyElseIs() {
    away(story.aliceLaptop);
    connected(story.bobPhone);
    event("send").to(fixture.handler);

    assertThat(fixture.pushes).isEmpty();
  }

  @Test
  void whoBlocksTheSenderIsNotWoken() {
    away(story.bobPhone);
    story.tables.set(new Block(story.bobPhone.account(), story.alicePhone.account(), story.now, 0, 0));
    event("send").to(fixture.handler);

    assertThat(fixture.pushes).isEmpty();
    assertThat(fixture.frame(story.alicePhone).path("type").asText()).isEqualTo("sent");
  }

  @Test
  void theAcknowledgementThatDidNotGetThroughIsNoReason() {
    connected(story.alicePhone);
    story.connections.answer(Story.socket(story.alicePhone), Posted.GONE);
    event("send").to(fixture.handler);

    assertThat(fixture.pushes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"receipt", "signal", "ping", "sync"})
  void nothingButASendIsAReason(String name) {
    away(story.bobPhone);
    away(story.aliceLaptop);
    event(name).to(fixture.handler);

    assertThat(fixture.pushes).isEmpty();
  }

  @Test
  void aQueueThatDoesNotTakeThemFailsNothing() {
    away(story.bobPhone);
    fixture.pushesLost = 1;
    event("send").to(fixture.handler);

    assertThat(fixture.frame(story.alicePhone).path("type").asText()).isEqualTo("sent");
  }
}
