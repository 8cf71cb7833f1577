package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server decides cannot be brought along; contract.ClosedRequestsTest tries it in every place. */
class ExtraFieldsTest {
  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  @Test
  void nothingThatTheServerDecidesIsTakenFromAMessage() {
    for (var field : List.of("sender", "device", "account", "seq", "time", "serverTime", "change", "kind", "role")) {
      Nothing.changesOrIsSentBy(() -> {
        people.bob().post("/v1/messages", people.fromBob("x").put(field, people.alice().account().value()))
            .expectProblem(400, "invalid-request");
        var inside = people.fromBob("y");
        ((ObjectNode) inside.path("envelopes").path(0)).put(field, people.alice().device().value());
        people.bob().post("/v1/messages", inside).expectProblem(400, "invalid-request");
      });
    }
  }

  @Test
  void noRoleAndNoMembersAreTakenFromANewConversation() {
    var request = RawDevice.object().put("kind", "direct").put("member", people.mallory().account().value())
        .put("signature", RawDevice.base64(new byte[64]));
    for (var field : List.of("role", "members", "conversation", "createdBy", "change")) {
      Nothing.changesBy(() -> people.bob().post("/v1/conversations", request.deepCopy().put(field, "owner"))
          .expectProblem(400, "invalid-request"));
    }
  }

  @Test
  void theSenderIsWhoeverTheTokenSays() {
    people.bob().post("/v1/messages", people.fromBob("z")).expect(200);

    var entry = people.alice().post("/v1/sync", people.cursor(1)).expect(200).path("conversations").path(0)
        .path("entries").path(0);

    assertThat(entry.path("sender").asText()).isEqualTo(people.bob().account().value());
    assertThat(entry.path("device").asText()).isEqualTo(people.bob().device().value());
  }
}
