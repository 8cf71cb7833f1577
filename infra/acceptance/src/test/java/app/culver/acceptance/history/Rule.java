package app.culver.acceptance.history;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What holds whatever goes wrong. */
public enum Rule {
  /** Every accepted message is seen by, or still there for, every device that may see it. */
  NOTHING_IS_LOST(Reaching::lost),
  /** Nobody else sees it, in particular nobody who was removed before it. */
  NOTHING_LEAKS(Reaching::leaked),
  /** Each message is shown once. */
  NOTHING_IS_DOUBLED(Showing::doubled),
  /** All see one order. */
  ONE_ORDER(Placing::disordered),
  /** Positions have no gaps, and none is given out twice. */
  NO_GAP_NO_REUSE(Placing::gaps),
  /** The same message gets the same answer at every attempt. */
  SAME_ANSWER(Placing::changedAnswers),
  /** Receipts never exceed what was seen, and never go back. */
  RECEIPTS_ARE_TRUE(Receipting::untrue),
  /** Nothing is shown or stored that was not sent. */
  NOTHING_IS_INVENTED(Showing::invented),
  /** The server has reached in time, or tried to, every device that has not acknowledged and that can be reached. */
  EVERYONE_IS_TRIED(Reaching::untried),
  /** A removed device gets nothing more. */
  REMOVED_IS_REMOVED(Reaching::afterRemoval);

  private final Function<History, Stream<String>> search;

  Rule(Function<History, Stream<String>> search) {
    this.search = search;
  }

  /** Whatever breaks this rule; empty if it is kept. */
  public List<Violation> violations(History history) {
    return search.apply(history).map(what -> new Violation(this, what)).toList();
  }
}
