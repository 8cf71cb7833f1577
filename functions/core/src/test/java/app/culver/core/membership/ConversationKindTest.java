package app.culver.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationKindTest {
  @ParameterizedTest
  @EnumSource
  void aKindIsFoundByItsNameOnTheWire(ConversationKind kind) {
    assertThat(ConversationKind.of(kind.wire())).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIRECT", "Direct", "direct ", ""})
  void noOtherNameIsTakenForIt(String name) {
    assertThatThrownBy(() -> ConversationKind.of(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
