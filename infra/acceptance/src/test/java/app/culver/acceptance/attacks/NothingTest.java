package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.acceptance.support.People;
import org.junit.jupiter.api.Test;

/** What is no attack has an effect, or {@link Nothing} would notice none. */
class NothingTest {
  private final People people = People.meet();

  @Test
  void aMessageIsNoticedInTheTables() {
    assertThatThrownBy(
        () -> Nothing.changesBy(() -> people.alice().post("/v1/messages", people.fromAlice("hello")).expect(200)))
        .isInstanceOf(AssertionError.class).hasMessageContaining("MessagesFunction PutItem");
  }

  @Test
  void whatIsPutIntoAQueueIsNoticed() {
    people.bob().wakeable();

    assertThatThrownBy(
        () -> Nothing.changesBy(() -> people.alice().post("/v1/messages", people.fromAlice("hello")).expect(200)))
        .hasMessageContaining("MessagesFunction SendMessageBatch");
  }
}
