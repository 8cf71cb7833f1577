package app.culver.local.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.local.gateway.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFilterTest {

  @Test
  void everythingPassesWithoutPatterns() {
    assertThat(passes("{}")).isTrue();
  }

  @Test
  void aRecordPassesIfAllFieldsOfOnePatternAreAmongTheAllowed() {
    var inserts = "{\"eventName\":[\"INSERT\"]}";
    var rooms = "{\"dynamodb\":{\"Keys\":{\"room\":{\"S\":[\"a\",\"b\"]}}}}";
    assertThat(passes("{\"eventName\":\"INSERT\",\"x\":1}", inserts)).isTrue();
    assertThat(passes("{\"eventName\":\"REMOVE\"}", inserts)).isFalse();
    assertThat(passes("{}", inserts)).isFalse();
    assertThat(passes("{\"dynamodb\":{\"Keys\":{\"room\":{\"S\":\"b\"}}}}", inserts, rooms)).isTrue();
    assertThat(passes("{\"dynamodb\":{\"Keys\":{\"room\":{\"S\":\"c\"}}}}", inserts, rooms)).isFalse();
  }

  @Test
  void comparisonsThatAreNotKnownAreRefused() {
    assertThatThrownBy(() -> new EventFilter(List.of("{\"a\":[{\"prefix\":\"x\"}]}")))
        .hasMessageContaining("by equality only");
    assertThatThrownBy(() -> new EventFilter(List.of("{\"a\":\"x\"}"))).hasMessageContaining("outside a list");
  }

  private static boolean passes(String record, String... patterns) {
    return new EventFilter(List.of(patterns)).passes(Json.parse(record).orElseThrow());
  }
}
