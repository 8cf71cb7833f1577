package app.culver.acceptance.chaos;

import app.culver.local.tap.TapFaults.Fault;
import java.util.Objects;
import java.util.Random;

/** What goes wrong in one conversation. */
interface Plan {

  /**
   * Asked for each call.
   *
   * @param ordinal counts the calls from that place, from 1
   */
  Fault on(Site site, int ordinal);

  /** Nothing goes wrong. */
  static Plan calm() {
    return named("calm", (site, ordinal) -> new Fault.None());
  }

  /** One call goes wrong. */
  static Plan once(Site place, int which, Kind kind) {
    return named(kind + " at call " + which + " of " + place,
        (site, ordinal) -> site.equals(place) && ordinal == which ? kind.fault() : new Fault.None());
  }

  /** One call of so many goes wrong, chosen by the seed. */
  static Plan random(long seed, int oneOf) {
    return named("seed " + seed + ", one call of " + oneOf, (site, ordinal) -> {
      var random = new Random(Objects.hash(seed, site, ordinal));
      // The first values of seeds that are close to each other are, too.
      random.nextLong();
      var kind = Kind.values()[random.nextInt(Kind.values().length)];
      return random.nextInt(oneOf) == 0 && kind.suits(site) ? kind.fault() : new Fault.None();
    });
  }

  private static Plan named(String name, Plan plan) {
    return new Plan() {
      @Override
      public Fault on(Site site, int ordinal) {
        return plan.on(site, ordinal);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
