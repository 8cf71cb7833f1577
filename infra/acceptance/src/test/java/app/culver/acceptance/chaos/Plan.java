package app.culver.acceptance.chaos;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong in one conversation. */
interface Plan {

  /**
   * Asked each time something may go wrong; empty if nothing does.
   *
   * @param ordinal counts the times at that place, from 1
   */
  Optional<Kind> on(Site site, int ordinal);

  /** How much the clock of one of those who talk is ahead. */
  default Duration skew(int device) {
    return Duration.ZERO;
  }

  /** Nothing goes wrong. */
  static Plan calm() {
    return new Plan() {
      @Override
      public Optional<Kind> on(Site site, int ordinal) {
        return Optional.empty();
      }

      @Override
      public String toString() {
        return "calm";
      }
    };
  }

  /** One thing goes wrong once. */
  record Once(Site place, int which, Kind kind) implements Plan {
    @Override
    public Optional<Kind> on(Site site, int ordinal) {
      return site.equals(place) && ordinal == which ? Optional.of(kind) : Optional.empty();
    }

    @Override
    public String toString() {
      return kind + " at time " + which + " of " + place;
    }
  }
}
