package app.culver.aws.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.aws.Story;
import app.culver.core.conversation.ChangeRequest;
import app.culver.core.log.Envelope;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.RefusedException;
import app.culver.core.send.SendRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of which one member tells the form of the rest. */
class VariantsTest {

  private static ObjectNode example(String path) {
    return Story.read("contract/examples/http/" + path + ".request.json").deepCopy();
  }

  private static String pointer(ObjectNode request, Class<?> type) {
    var refusal = catchThrowableOfType(RefusedException.class, () -> Json.bind(request, type)).refusal();
    return ((InvalidRequest) refusal).faults().getFirst().pointer();
  }

  private static ObjectNode with(ObjectNode request, String parent, String member, String json) {
    ((ObjectNode) request.at(parent)).set(member, Json.object("{\"value\": " + json + "}").get("value"));
    return request;
  }

  @Test
  void eachFormIsReadAsItself() {
    assertThat(Json.bind(example("send/mls"), SendRequest.class).envelopes().getFirst())
        .isInstanceOf(Envelope.Mls.class);
    assertThat(Json.bind(example("send/one"), SendRequest.class).envelopes().getFirst())
        .isInstanceOf(Envelope.Hpke.class);
    assertThat(Json.bind(example("changeMembers/added"), ChangeRequest.class).change()).isInstanceOf(Added.class);
    assertThat(Json.bind(example("changeMembers/removed"), ChangeRequest.class).change()).isInstanceOf(Removed.class);
    assertThat(Json.bind(example("changeMembers/left"), ChangeRequest.class).change()).isInstanceOf(Left.class);
    assertThat(Json.bind(example("changeMembers/role"), ChangeRequest.class).change()).isInstanceOf(RoleChanged.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"\"HPKE\"; /envelopes/0/suite", "\"hpke \"; /envelopes/0/suite",
      "7; /envelopes/0/suite", "{}; /envelopes/0/suite", "[\"hpke\"]; /envelopes/0/suite", "\"\"; /envelopes/0/suite",
      "\"hpke\"; /envelopes/0/nonce"})
  void anotherNameIsRefusedAtItsPlace(String suite, String pointer) {
    assertThat(pointer(with(example("send/mls"), "/envelopes/0", "suite", suite), SendRequest.class))
        .isEqualTo(pointer);
  }

  @Test
  void aMissingNameIsNamedItself() {
    ObjectNode request = example("changeMembers/role");
    ((ObjectNode) request.path("change")).remove("type");

    assertThat(pointer(request, ChangeRequest.class)).isEqualTo("/change/type");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"[\"left\", {}]", "\"left\"", "7", "[]"})
  void nothingButAnObjectIsTaken(String change) {
    assertThat(pointer(with(example("changeMembers/left"), "", "change", change), ChangeRequest.class))
        .isEqualTo("/change");
  }

  @Test
  void aMemberOfAnotherFormIsUnknown() {
    assertThat(pointer(with(example("changeMembers/left"), "/change", "role", "\"owner\""), ChangeRequest.class))
        .isEqualTo("/change");
    assertThat(pointer(with(example("send/mls"), "/envelopes/0", "nonce", "\"AAAAAAAAAAAAAAAA\""), SendRequest.class))
        .isEqualTo("/envelopes/0");
  }

  @Test
  void aFaultInsideIsNamedByItsWholePlace() {
    assertThat(pointer(with(example("changeMembers/role"), "/change", "role", "\"boss\""), ChangeRequest.class))
        .isEqualTo("/change/role");
    ObjectNode doubled = example("changeMembers/added");
    doubled.withObject("change").withArray("members").add(doubled.at("/change/members/0"));
    assertThat(pointer(doubled, ChangeRequest.class)).isEqualTo("/change/members/1");
    assertThat(pointer(with(example("changeMembers/added"), "/change/members/0", "account", "\"alice\""),
        ChangeRequest.class)).isEqualTo("/change/members/0/account");
  }
}
