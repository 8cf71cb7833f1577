package app.culver.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Contract;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The running system does what the contract's examples tell, and nothing else. */
class ContractReplayTest {
  /** What the story does not reach, and why. */
  private static final Map<String, String> UNREACHED = Map.of(
      "problems/group-full.json", "wants 251 people: core's RulesTest",
      "problems/busy.json", "wants a service that refuses: attacks.ForcedErrorsTest",
      "problems/internal.json", "wants a fault: attacks.ForcedErrorsTest",
      "problems/too-large.json", "would be a file of 128 KiB: attacks.SizesTest",
      "problems/too-many-devices.json", "wants ten devices: attacks.LimitsTest",
      "problems/sync-first.json", "wants 257 messages: attacks.LimitsTest");

  @TestFactory
  Stream<DynamicTest> everyStepGoesAsTold() {
    return Replay.told().steps().stream().map(step -> DynamicTest.dynamicTest(step.title(), () -> {
      if (step.failure() != null) {
        throw step.failure();
      }
    }));
  }

  @Test
  void nothingComesThatIsNotTold() {
    assertThat(Replay.told().unexpected()).isEmpty();
  }

  @Test
  void everyExampleIsReachedButThoseWithAReason() {
    var unreached = new TreeSet<String>();
    for (var folder : List.of("http", "socket", "problems")) {
      Contract.files("examples/" + folder).forEach(file -> unreached.add(folder + "/" + file));
    }
    unreached.removeAll(Replay.told().reached());

    assertThat(unreached).containsExactlyInAnyOrderElementsOf(UNREACHED.keySet());
  }

  /** Otherwise all of the above would prove nothing. */
  @Test
  void theComparisonTellsADifferenceFromWhatMayDiffer() {
    var json = JsonNodeFactory.instance;
    var comparison = Comparison.of(Contract.json("examples/replay.json"));
    var one = json.objectNode().put("seq", 1).put("time", 1);
    one.putArray("members").add("a").add("b");
    var other = json.objectNode().put("seq", 1);
    other.putArray("members").add("b").add("a");

    assertThat(comparison.difference(one, other)).isEmpty();
    assertThat(comparison.difference(one, other.deepCopy().put("seq", 2))).isPresent();
    assertThat(comparison.difference(one, other.deepCopy().put("more", 2))).isPresent();
    assertThat(comparison.difference(other.deepCopy().put("more", 2), one)).isPresent();
    other.withArray("members").set(0, json.textNode("a"));
    assertThat(comparison.difference(one, other)).isPresent();
  }
}
