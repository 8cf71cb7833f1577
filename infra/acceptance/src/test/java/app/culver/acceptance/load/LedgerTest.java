package app.culver.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger that finds nothing wrong must be one that would have found it. */
class LedgerTest {
  private final Ledger ledger = new Ledger();

  @BeforeEach
  void twoDevicesInAConversation() {
    ledger.open("talk", List.of("one", "other"));
  }

  private void bothSee(long seq, String message) {
    ledger.seen("one", "talk", seq, message);
    ledger.seen("other", "talk", seq, message);
  }

  @Test
  void whatAllSeeOnceAndInOrderIsRight() {
    bothSee(2, "a");
    ledger.acknowledged("talk", 3, "b");
    bothSee(3, "b");

    assertThat(ledger.verdict()).isEmpty();
    assertThat(ledger.messages()).isEqualTo(2);
  }

  @Test
  void aGapIsFound() {
    bothSee(2, "a");
    ledger.seen("one", "talk", 4, "c");

    assertThat(ledger.verdict()).contains("one sees 4 of talk after 2");
  }

  @Test
  void aRepetitionIsFound() {
    bothSee(2, "a");
    ledger.seen("one", "talk", 2, "a");

    assertThat(ledger.verdict()).containsExactly("one sees 2 of talk after 2");
  }

  @Test
  void aMessageAtTwoPlacesIsFound() {
    bothSee(2, "a");
    bothSee(3, "a");

    assertThat(ledger.verdict()).containsExactly("a stands twice in talk, again at 3");
  }

  @Test
  void twoMessagesAtOnePlaceAreFound() {
    ledger.seen("one", "talk", 2, "a");
    ledger.seen("other", "talk", 2, "b");

    assertThat(ledger.verdict()).containsExactly("two messages at 2 of talk, one of them b");
  }

  @Test
  void anAcknowledgedMessageThatIsNotThereIsFound() {
    bothSee(2, "a");
    ledger.acknowledged("talk", 3, "b");

    assertThat(ledger.verdict()).containsExactly("nobody has found what was acknowledged at 3 of talk");
  }

  @Test
  void anAcknowledgementOfWhatStandsElsewhereIsFound() {
    ledger.acknowledged("talk", 2, "b");
    bothSee(2, "a");
    ledger.acknowledged("talk", 2, "c");

    assertThat(ledger.verdict()).containsExactly("another message than a was acknowledged at 2 of talk",
        "c was acknowledged at 2 of talk, where another one stands");
  }

  @Test
  void aDeviceThatLacksTheEndIsFound() {
    ledger.seen("one", "talk", 2, "a");

    assertThat(ledger.verdict()).containsExactly("other has seen 1 of 2 in talk");
  }
}
