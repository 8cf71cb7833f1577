package app.culver.core.redelivery;

import app.culver.core.delivery.Outcome;

/**
 * What was done for those who had not acknowledged.
 *
 * @param posts what became of posts to live sockets
 * @param asked how many devices are to be woken
 * @param lost how many should be, but nobody could be asked
 */
public record Reached(Outcome posts, int asked, int lost) {
  /** Everybody had acknowledged. */
  public static final Reached NOBODY = new Reached(Outcome.NONE, 0, 0);
}
