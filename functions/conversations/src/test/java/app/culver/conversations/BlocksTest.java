package app.culver.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.device.Device;
import app.culver.core.memory.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {
  private final Story story = new Story();
  private final ConversationsHandler handler = new ConversationsHandler(new Ports(story.basis,
      account -> !story.devices.of(account).isEmpty(), story.tables, story.tables, story.tables, story.tables,
      story.tables, Story.RETENTION));

  private Answer ask(String name, Device device) {
    return event(name, device).to(handler);
  }

  private TestEvent event(String name, Device device) {
    return TestEvent.of("conversations", name).token(story.token(device));
  }

  @Test
  void aBlockIsSetListedAndLifted() {
    assertThat(ask("block-account", story.bobPhone).status()).isEqualTo(204);
    assertThat(ask("block-account", story.bobPhone).status()).isEqualTo(204);

    JsonNode page = ask("list-blocks", story.bobPhone).body();
    assertThat(page.path("blocks")).hasSize(1);
    assertThat(page.at("/blocks/0/account").asText()).isEqualTo(story.alicePhone.account().value());
    assertThat(page.at("/blocks/0/since").asLong()).isEqualTo(story.now.toEpochMilli());
    assertThat(page.at("/blocks/0").fieldNames()).toIterable().containsExactly("account", "since");
    assertThat(page.has("next")).isFalse();
    assertThat(ask("list-blocks", story.alicePhone).body().path("blocks")).isEmpty();

    assertThat(ask("unblock-account", story.bobPhone).status()).isEqualTo(204);
    assertThat(ask("unblock-account", story.bobPhone).problem()).isEqualTo("not-found");
    assertThat(ask("list-blocks", story.bobPhone).body().path("blocks")).isEmpty();
  }

  @Test
  void nobodyIsToldOfABlock() {
    story.open(story.alicePhone, story.bobPhone);

    ask("block-account", story.bobPhone);

    assertThat(story.connections.delivered()).isZero();
  }

  @Test
  void blocksAreReadPageByPage() {
    List<String> blocked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Device peer = story.devices.put(Samples.device(Samples.account(20 + i), 20 + i));
      event("block-account", story.bobPhone).path("account", peer.account().value()).to(handler);
      blocked.add(peer.account().value());
    }
    List<String> listed = new ArrayList<>();
    String next = "";
    do {
      TestEvent event = event("list-blocks", story.bobPhone);
      var query = event.raw().withObject("queryStringParameters").put("limit", "1");
      if (!next.isEmpty()) {
        query.put("after", next);
      }
      JsonNode page = event.to(handler).body();
      listed.add(page.at("/blocks/0/account").asText());
      next = page.path("next").asText();
    } while (!next.isEmpty());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(blocked);
  }

  @Test
  void neitherOneselfNorNobodyIsBlocked() {
    assertThat(ask("block-account", story.alicePhone).fault()).startsWith("/account ");
    assertThat(event("block-account", story.bobPhone).path("account", Samples.account(99).value()).to(handler)
        .problem()).isEqualTo("not-found");
    assertThat(event("block-account", story.bobPhone).path("account", "a#b").to(handler).fault())
        .startsWith("/account ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"block-account", "unblock-account", "list-blocks"})
  void nobodyIsServedWithoutALivingSession(String name) {
    assertThat(TestEvent.of("conversations", name).without("authorization").to(handler).problem())
        .isEqualTo("unauthenticated");
    assertThat(ask(name, Samples.device(story.bobPhone.account(), 99)).problem()).isEqualTo("session-ended");
  }
}
