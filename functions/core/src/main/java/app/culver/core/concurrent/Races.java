package app.culver.core.concurrent;

import app.culver.core.refusal.Refusal.Busy;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Doing again what lost a race against another writer, after a wait, but not for ever. */
public record Races(Backoff backoff) {
  /** How often something is attempted: more often than writers of one item meet. */
  public static final int MOST_ATTEMPTS = 16;

  /**
   * The result of the first attempt that is not lost.
   *
   * @param attempt empty after a lost race
   * @throws app.culver.core.refusal.RefusedException Busy after too many lost races
   */
  public <T> T win(Supplier<Optional<T>> attempt) {
    return win(attempt, () -> attempt, Supplier::get);
  }

  /**
   * The same for what rests on something read, which is read anew after each lost race.
   *
   * @param first what was read before the first attempt
   */
  public <S, T> T win(S first, Supplier<S> again, Function<S, Optional<T>> attempt) {
    S read = first;
    for (int number = 1;; number++) {
      Optional<T> result = attempt.apply(read);
      if (result.isPresent()) {
        return result.get();
      }
      if (number == MOST_ATTEMPTS) {
        throw new Busy().exception();
      }
      backoff.await(number);
      read = again.get();
    }
  }
}
