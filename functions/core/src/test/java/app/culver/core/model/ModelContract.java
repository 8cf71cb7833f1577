package app.culver.core.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** What the adapters of every store have to let core do. */
public abstract class ModelContract {

  /** Stores in which nobody finds anything that others have put there. */
  protected abstract Stores stores(Clock clock);

  /** Up to 45 operations. */
  @Provide
  protected Arbitrary<List<Operation>> operations() {
    return Operations.some(40);
  }

  /**
   * Does the operations to Culver and to its model.
   *
   * @param lots where identifiers come from
   * @param looking whether to compare after each operation what everybody sees; if not, only at the end
   * @throws AssertionError that tells the shortest story in which the two differ
   */
  protected void compare(List<Operation> operations, Supplier<RandomGenerator> lots, boolean looking) {
    differ(operations, lots, looking).ifPresent(difference -> {
      throw Shrinking.shortest(shorter -> differ(shorter, lots, looking), operations, difference);
    });
  }

  private Optional<AssertionError> differ(List<Operation> operations, Supplier<RandomGenerator> lots, boolean looking) {
    Clock clock = new Clock();
    try {
      new Comparison(stores(clock), clock, lots.get(), looking).play(operations);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }
}
