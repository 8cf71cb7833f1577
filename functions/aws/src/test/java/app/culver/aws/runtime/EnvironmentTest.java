package app.culver.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private final Environment environment = new Environment(
      Map.of("TABLE", " name ", "BLANK", "  ", "KEYS", "a, b,,", "COMMAS", ",", "DAYS", "30", "ZERO", "0", "WORD",
          "x")::get);

  @Test
  void aVariableIsReadWithoutBlanksAroundIt() {
    assertThat(environment.required("TABLE")).isEqualTo("name");
    assertThat(environment.has("TABLE")).isTrue();
    assertThat(environment.has("BLANK")).isFalse();
    assertThat(environment.has("NONE")).isFalse();
  }

  @Test
  void aMissingVariableIsNamed() {
    for (String name : new String[]{"NONE", "BLANK"}) {
      assertThatThrownBy(() -> environment.required(name)).isInstanceOf(IllegalStateException.class)
          .hasMessage("environment variable " + name + " is not set");
    }
  }

  @Test
  void aListHasOnePartAtLeast() {
    assertThat(environment.list("KEYS")).containsExactly("a", "b");
    assertThatThrownBy(() -> environment.list("COMMAS")).hasMessage("environment variable COMMAS is an empty list");
  }

  @Test
  void aNumberIsPositiveOrTheFallback() {
    assertThat(environment.positive("DAYS", 7)).isEqualTo(30);
    assertThat(environment.positive("NONE", 7)).isEqualTo(7);
    for (String name : new String[]{"ZERO", "WORD"}) {
      assertThatThrownBy(() -> environment.positive(name, 7))
          .hasMessage("environment variable " + name + " is not a whole number of at least 1");
    }
  }

  @Test
  void withoutAHostThatSuppliesOneTheClockIsTheSystems() {
    assertThat(Clocks.ofHost()).isEmpty();
    assertThat(Clocks.clock().millis()).isGreaterThan(1_700_000_000_000L);
  }
}
