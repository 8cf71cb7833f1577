package app.culver.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Answered;
import app.culver.acceptance.history.Happening.Back;
import app.culver.acceptance.history.Happening.BoundPassed;
import app.culver.acceptance.history.Happening.Delivered;
import app.culver.acceptance.history.Happening.DeviceRemoved;
import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Joined;
import app.culver.acceptance.history.Happening.Left;
import app.culver.acceptance.history.Happening.Message;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.ReceiptGiven;
import app.culver.acceptance.history.Happening.ReceiptSeen;
import app.culver.acceptance.history.Happening.RemovalSettled;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening.Shown;
import app.culver.acceptance.history.Happening.SignedIn;
import app.culver.acceptance.history.Happening.Stored;
import app.culver.acceptance.history.Happening.Told;
import app.culver.acceptance.history.Happening.Tried;
import app.culver.acceptance.history.Happening.Unreachable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker finds what breaks each rule, and nothing in a history without fault. */
class HistoryTest {
  private static final String CHAT = "chat";
  private static final Message HELLO = new Message("alice.phone", "1");
  private static final Message AGAIN = new Message("alice.phone", "2");
  private static final Placed BEGINNING = new Placed(1, Happening.CHANGE);

  private final History history = new History();

  @BeforeEach
  void aliceWritesToBob() {
    note(new SignedIn("alice", "alice.phone"), new SignedIn("bob", "bob.phone"), new SignedIn("carol", "carol.phone"),
        new Joined(CHAT, "alice", 1), new Joined(CHAT, "bob", 1));
    note(new SendBegun(CHAT, HELLO, "hello"), new Accepted(CHAT, HELLO, 2),
        new Shown("alice.phone", CHAT, 2, HELLO, "hello"), new Tried("bob.phone", CHAT, 2),
        new Delivered("bob.phone", CHAT, 2), new Shown("bob.phone", CHAT, 2, HELLO, "hello"));
  }

  private void note(Happening... happenings) {
    List.of(happenings).forEach(history::note);
  }

  private void breaks(Rule... rules) {
    assertThat(history.violations()).extracting(Violation::rule).containsOnly(rules);
  }

  @Test
  void aHistoryWithoutFaultBreaksNoRule() {
    note(new SignedIn("bob", "bob.tablet"), new ReceiptGiven("bob.phone", CHAT, 2, 0),
        new ReceiptSeen("alice.phone", CHAT, "bob", 2, 0), new ReceiptGiven("bob.phone", CHAT, 0, 2),
        new ReceiptSeen("alice.phone", CHAT, "bob", 2, 2), new Accepted(CHAT, HELLO, 2), new BoundPassed(CHAT, 2),
        new Fetched("bob.phone", CHAT, 1, List.of(BEGINNING, new Placed(2, HELLO))), new Left(CHAT, "bob", 3),
        new SendBegun(CHAT, AGAIN, "bye"), new Accepted(CHAT, AGAIN, 4),
        new Shown("alice.phone", CHAT, 4, AGAIN, "bye"), new DeviceRemoved("bob.phone"));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void anAcceptedMessageThatADeviceCannotGetIsLost() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Shown("alice.phone", CHAT, 3, AGAIN, "again"));

    breaks(Rule.NOTHING_IS_LOST);
  }

  @Test
  void aMessageThatIsStillThereIsNotLost() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Shown("alice.phone", CHAT, 3, AGAIN, "again"),
        new Fetched("bob.phone", CHAT, 1, List.of(BEGINNING, new Placed(2, HELLO), new Placed(3, AGAIN))));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void aStrangerWhoGetsAnEntryIsALeak() {
    note(new Delivered("carol.phone", CHAT, 2));

    breaks(Rule.NOTHING_LEAKS);
  }

  @Test
  void aFormerMemberMayHaveTheEntryOfTheRemovalAndNothingAboveIt() {
    note(new Left(CHAT, "bob", 3), new Delivered("bob.phone", CHAT, 3));
    assertThat(history.violations()).isEmpty();

    note(new Delivered("bob.phone", CHAT, 4));
    breaks(Rule.NOTHING_LEAKS);
  }

  @Test
  void oneWhoJoinedLaterMayNotSeeWhatWasBefore() {
    note(new Joined(CHAT, "carol", 3), new Delivered("carol.phone", CHAT, 3));
    assertThat(history.violations()).isEmpty();

    note(new Delivered("carol.phone", CHAT, 2));
    breaks(Rule.NOTHING_LEAKS);
  }

  @Test
  void aMessageThatIsShownTwiceIsDoubled() {
    note(new Shown("bob.phone", CHAT, 2, HELLO, "hello"));

    breaks(Rule.NOTHING_IS_DOUBLED, Rule.ONE_ORDER);
  }

  @Test
  void ofTwoMessagesAtOnePlaceOneIsLost() {
    note(new SendBegun(CHAT, AGAIN, "again"),
        new Fetched("bob.phone", CHAT, 1, List.of(BEGINNING, new Placed(2, AGAIN))));

    breaks(Rule.ONE_ORDER, Rule.NOTHING_IS_LOST);
  }

  @Test
  void aScreenThatGoesBackIsOutOfOrder() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 4),
        new Shown("alice.phone", CHAT, 4, AGAIN, "again"), new Shown("bob.phone", CHAT, 4, AGAIN, "again"));
    var late = new Message("alice.phone", "3");
    note(new SendBegun(CHAT, late, "late"), new Accepted(CHAT, late, 3), new Shown("bob.phone", CHAT, 3, late, "late"),
        new Delivered("alice.phone", CHAT, 3));

    breaks(Rule.ONE_ORDER);
  }

  @Test
  void aMessageAtTwoPlacesIsGivenOutTwice() {
    note(new Fetched("bob.phone", CHAT, 1, List.of(BEGINNING, new Placed(2, HELLO), new Placed(3, HELLO))));

    breaks(Rule.NO_GAP_NO_REUSE);
  }

  @Test
  void aPlaceWithoutAnEntryIsAGapUnlessItHasExpired() {
    note(new Fetched("bob.phone", CHAT, 2, List.of(new Placed(2, HELLO))));
    assertThat(history.violations()).isEmpty();

    note(new Fetched("bob.phone", CHAT, 1, List.of(new Placed(2, HELLO))));
    breaks(Rule.NO_GAP_NO_REUSE);
  }

  @Test
  void anotherAnswerToTheSameMessageIsAChangedOne() {
    note(new Accepted(CHAT, HELLO, 3), new Delivered("bob.phone", CHAT, 3), new Delivered("alice.phone", CHAT, 3));

    breaks(Rule.SAME_ANSWER, Rule.NO_GAP_NO_REUSE);
  }

  @Test
  void anotherTimeForTheSameMessageIsAChangedAnswer() {
    note(new Answered(HELLO, "at 2, 1000"), new Answered(HELLO, "at 2, 1000"));
    assertThat(history.violations()).isEmpty();

    note(new Answered(HELLO, "at 2, 1001"));
    breaks(Rule.SAME_ANSWER);
  }

  @Test
  void aRefusalOfWhatWasAcceptedIsAChangedAnswer() {
    note(new Answered(HELLO, "at 2, 1000"), new Answered(HELLO, "refused: stale-device-list"));

    breaks(Rule.SAME_ANSWER);
  }

  @Test
  void aReceiptForWhatWasNeverGotIsUntrue() {
    note(new ReceiptGiven("bob.phone", CHAT, 3, 0));

    breaks(Rule.RECEIPTS_ARE_TRUE);
  }

  @Test
  void aReceiptForMoreThanWasGotIsUntrue() {
    var third = new Message("alice.phone", "3");
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3), new SendBegun(CHAT, third, "third"),
        new Accepted(CHAT, third, 4), new Delivered("alice.phone", CHAT, 3), new Delivered("alice.phone", CHAT, 4),
        new Delivered("bob.phone", CHAT, 4), new ReceiptGiven("bob.phone", CHAT, 4, 0),
        new Delivered("bob.phone", CHAT, 3));

    breaks(Rule.RECEIPTS_ARE_TRUE);
  }

  @Test
  void aReceiptThatNobodyGaveIsUntrue() {
    note(new ReceiptGiven("bob.phone", CHAT, 2, 0), new ReceiptSeen("alice.phone", CHAT, "bob", 2, 2));

    breaks(Rule.RECEIPTS_ARE_TRUE);
  }

  @Test
  void aReceiptThatGoesBackIsUntrue() {
    note(new ReceiptGiven("bob.phone", CHAT, 2, 2), new ReceiptSeen("alice.phone", CHAT, "bob", 2, 2),
        new ReceiptSeen("alice.phone", CHAT, "bob", 2, 1));

    breaks(Rule.RECEIPTS_ARE_TRUE);
  }

  @Test
  void whatNobodySentIsInvented() {
    var forged = new Message("carol.phone", "9");
    note(new Shown("bob.phone", CHAT, 3, forged, "forged"));

    breaks(Rule.NOTHING_IS_INVENTED);
  }

  @Test
  void anotherTextThanTheOneSentIsInvented() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Shown("alice.phone", CHAT, 3, AGAIN, "again"), new Shown("bob.phone", CHAT, 3, AGAIN, "never"));

    breaks(Rule.NOTHING_IS_INVENTED);
  }

  @Test
  void aDeviceThatNobodyTriedIsLeftOut() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Shown("alice.phone", CHAT, 3, AGAIN, "again"),
        new Fetched("bob.phone", CHAT, 1, List.of(BEGINNING, new Placed(2, HELLO), new Placed(3, AGAIN))),
        new BoundPassed(CHAT, 3));

    breaks(Rule.EVERYONE_IS_TRIED);
  }

  @Test
  void whoeverMayReadTheMessageOfADeadSenderHasToBeTriedToo() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Stored(CHAT, AGAIN, 3), new Tried("bob.phone", CHAT, 2),
        new BoundPassed(CHAT, 3));

    breaks(Rule.EVERYONE_IS_TRIED);
  }

  @Test
  void whatComesTooLateExcusesNothing() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Shown("alice.phone", CHAT, 3, AGAIN, "again"), new BoundPassed(CHAT, 3), new Tried("bob.phone", CHAT, 3),
        new Delivered("bob.phone", CHAT, 3), new ReceiptGiven("bob.phone", CHAT, 3, 0),
        new DeviceRemoved("bob.phone"));

    breaks(Rule.EVERYONE_IS_TRIED);
  }

  @Test
  void oneWhoIsTriedForALaterEntryIsTriedForTheEarlierOnes() {
    var third = new Message("alice.phone", "3");
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3), new SendBegun(CHAT, third, "third"),
        new Accepted(CHAT, third, 4), new Delivered("alice.phone", CHAT, 3), new Delivered("alice.phone", CHAT, 4),
        new Tried("bob.phone", CHAT, 4), new BoundPassed(CHAT, 4), new Delivered("bob.phone", CHAT, 3),
        new Delivered("bob.phone", CHAT, 4));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void oneWhoCannotBeReachedIsLeftAlone() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3), new Delivered("alice.phone", CHAT, 3),
        new Unreachable("bob.phone"), new BoundPassed(CHAT, 3), new Delivered("bob.phone", CHAT, 3));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void oneWhoIsBackIsTriedBecauseOfWhatComesThen() {
    var third = new Message("alice.phone", "3");
    note(new Unreachable("bob.phone"), new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Back("bob.phone"), new BoundPassed(CHAT, 3), new Delivered("alice.phone", CHAT, 3),
        new SendBegun(CHAT, third, "third"), new Accepted(CHAT, third, 4), new Delivered("alice.phone", CHAT, 4),
        new Fetched("bob.phone", CHAT, 1, List.of(BEGINNING, new Placed(2, HELLO), new Placed(3, AGAIN),
            new Placed(4, third))));
    assertThat(history.violations()).isEmpty();

    note(new BoundPassed(CHAT, 4));
    breaks(Rule.EVERYONE_IS_TRIED);
  }

  @Test
  void oneWhoIsBackAndIsGoneAgainIsLeftAlone() {
    note(new Unreachable("bob.phone"), new Back("bob.phone"), new SendBegun(CHAT, AGAIN, "again"),
        new Accepted(CHAT, AGAIN, 3), new Delivered("alice.phone", CHAT, 3), new Unreachable("bob.phone"),
        new BoundPassed(CHAT, 3), new Delivered("bob.phone", CHAT, 3));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void oneWhoHasAcknowledgedNeedNotBeTried() {
    note(new SendBegun(CHAT, AGAIN, "again"), new Accepted(CHAT, AGAIN, 3),
        new Shown("alice.phone", CHAT, 3, AGAIN, "again"), new Shown("bob.phone", CHAT, 3, AGAIN, "again"),
        new ReceiptGiven("bob.phone", CHAT, 3, 0), new BoundPassed(CHAT, 3));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void whatARemovedDeviceGetsIsTooMuch() {
    note(new DeviceRemoved("bob.phone"), new Delivered("bob.phone", CHAT, 2));

    breaks(Rule.REMOVED_IS_REMOVED);
  }

  @Test
  void aRemovedDeviceIsToldOfNothingButWhatWasUnderWay() {
    note(new Told("bob.phone", "receipt"), new DeviceRemoved("bob.phone"), new Told("bob.phone", "receipt"),
        new RemovalSettled("bob.phone"), new Told("alice.phone", "receipt"));
    assertThat(history.violations()).isEmpty();

    note(new Told("bob.phone", "receipt"));
    breaks(Rule.REMOVED_IS_REMOVED);
  }

  @Test
  void aRemovedDeviceIsNotWoken() {
    note(new DeviceRemoved("bob.phone"), new RemovalSettled("bob.phone"), new Told("bob.phone", "woken"));

    breaks(Rule.REMOVED_IS_REMOVED);
  }

  @Test
  void aRemovedDeviceIsToldNothingOfItsMessages() {
    note(new DeviceRemoved("alice.phone"), new Accepted(CHAT, HELLO, 2));

    breaks(Rule.REMOVED_IS_REMOVED);
  }
}
