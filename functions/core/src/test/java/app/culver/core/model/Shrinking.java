package app.culver.core.model;

import app.culver.core.model.Operation.Again;
import app.culver.core.model.Operation.Change;
import app.culver.core.model.Operation.Create;
import app.culver.core.model.Operation.Send;
import app.culver.core.model.Operation.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a sequence that fails as short as can be. jqwik's own shrinking does not know that what is asked again has to be
 * found elsewhere when something before it is left out.
 */
final class Shrinking {
  private final Function<List<Operation>, Optional<AssertionError>> failure;
  private List<Operation> shortest;
  private AssertionError why;

  private Shrinking(Function<List<Operation>, Optional<AssertionError>> failure, List<Operation> failing,
      AssertionError why) {
    this.failure = failure;
    this.shortest = failing;
    this.why = why;
  }

  /** The failure of the shortest sequence that was found to fail. */
  static AssertionError shortest(Function<List<Operation>, Optional<AssertionError>> failure, List<Operation> failing,
      AssertionError why) {
    var shrinking = new Shrinking(failure, failing, why);
    while (shrinking.anyShorter()) {
      // And once more, since what is left may do without something else now.
    }
    return shrinking.why;
  }

  private boolean anyShorter() {
    boolean any = false;
    for (int i = shortest.size() - 1; i >= 0; i--) {
      boolean shorter = fails(without(i));
      any |= shorter;
      for (List<Operation> simpler : shorter ? List.<List<Operation>>of() : simpler(i)) {
        any |= fails(simpler);
      }
    }
    return any;
  }

  private boolean fails(List<Operation> candidate) {
    Optional<AssertionError> failed = failure.apply(candidate);
    failed.ifPresent(error -> {
      shortest = candidate;
      why = error;
    });
    return failed.isPresent();
  }

  /** Without the operation there; what was asked again after it is still the same. */
  private List<Operation> without(int index) {
    List<Operation> less = new ArrayList<>();
    for (int i = 0; i < shortest.size(); i++) {
      Operation operation = shortest.get(i);
      if (i != index) {
        less.add(
            operation instanceof Again(var back) && i > index && i - back < index ? new Again(back - 1) : operation);
      }
    }
    return less;
  }

  private List<List<Operation>> simpler(int index) {
    return simpler(shortest.get(index)).map(operation -> {
      List<Operation> same = new ArrayList<>(shortest);
      same.set(index, operation);
      return List.<List<Operation>>of(same);
    }).orElse(List.of());
  }

  private static Optional<Operation> simpler(Operation operation) {
    return switch (operation) {
      case Send(var by, var where, var behind, var envelopes) when envelopes.size() > 1 ->
        Optional.of(new Send(by, where, behind, shorter(envelopes)));
      case Create(var by, var nonce, var members, var flaw) when members.size() > 1 ->
        Optional.of(new Create(by, nonce, shorter(members), flaw));
      case Change(var by, var where, var kind, var whom, var flaw) when whom.size() > 1 ->
        Optional.of(new Change(by, where, kind, shorter(whom), flaw));
      case Sync(var by, var where, var behind) when where.size() > 1 ->
        Optional.of(new Sync(by, shorter(where), behind));
      default -> Optional.empty();
    };
  }

  private static <T> List<T> shorter(List<T> list) {
    return list.subList(0, list.size() - 1);
  }
}
