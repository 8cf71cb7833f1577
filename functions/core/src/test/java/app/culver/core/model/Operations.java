package app.culver.core.model;

import static net.jqwik.api.Arbitraries.frequency;
import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.of;

import app.culver.core.model.Operation.By;
import app.culver.core.model.Operation.Flaw;
import app.culver.core.model.Operation.Invited;
import app.culver.core.model.Operation.Kind;
import app.culver.core.model.Operation.Sealing;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Operations by chance: most are such as clients would make. */
final class Operations {
  private static final int NOBODY = People.NAMES.size();

  private Operations() {}

  /** So many operations at most, after conversations to do them in. */
  static Arbitrary<List<Operation>> some(int most) {
    return Combinators
        .combine(several(frequencyOf(Tuple.of(1, open()), Tuple.of(2, create())), 5), several(any(), most))
        .as((begun, then) -> Stream.of(begun, then).flatMap(List::stream).toList());
  }

  private static Arbitrary<List<Operation>> several(Arbitrary<Operation> operation, int most) {
    return operation.list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Operation> any() {
    return frequencyOf(
        Tuple.of(3, signIn()), Tuple.of(2, remove()), Tuple.of(2, open()), Tuple.of(2, create()), Tuple.of(9, change()),
        Tuple.of(12, send()), Tuple.of(6, receive()), Tuple.of(5, block()), Tuple.of(3, unblock()), Tuple.of(3, sync()),
        Tuple.of(6, again()), Tuple.of(4, wait_()), Tuple.of(2, just(new Operation.RaiseHeads())),
        Tuple.of(2, delete()));
  }

  private static Arbitrary<By> by() {
    return Combinators.combine(person(), seldom(1, 2)).as(By::new);
  }

  private static Arbitrary<Integer> person() {
    return integers().between(0, NOBODY - 1);
  }

  /** Sometimes nobody that there is. */
  private static Arbitrary<Integer> anybody() {
    return frequencyOf(Tuple.of(15, person()), Tuple.of(1, just(NOBODY)));
  }

  /** Mostly 0. */
  private static Arbitrary<Integer> seldom(int one, int other) {
    return frequency(Tuple.of(8, 0), Tuple.of(1, one), Tuple.of(1, other));
  }

  private static Arbitrary<Boolean> seldom() {
    return frequency(Tuple.of(15, false), Tuple.of(1, true));
  }

  private static Arbitrary<Flaw> flaw() {
    return frequency(Tuple.of(20, Flaw.NONE), Tuple.of(1, Flaw.OUTDATED), Tuple.of(1, Flaw.FORGED),
        Tuple.of(1, Flaw.LACKING));
  }

  private static Arbitrary<Integer> where() {
    return integers().between(0, Scene.UNKNOWN);
  }

  private static Arbitrary<Integer> behind() {
    return frequency(Tuple.of(6, 0), Tuple.of(2, 1), Tuple.of(1, 3), Tuple.of(1, 100), Tuple.of(1, -2));
  }

  private static Arbitrary<List<Invited>> invited(int most) {
    return Combinators.combine(anybody(), integers().between(0, 2)).as(Invited::new).list().ofMinSize(1)
        .ofMaxSize(most).uniqueElements(Invited::person);
  }

  private static Arbitrary<Operation> signIn() {
    return Combinators.combine(person(), integers().between(0, People.KEYS - 1), seldom(1, 100))
        .as(Operation.SignIn::new);
  }

  private static Arbitrary<Operation> remove() {
    return Combinators.combine(by(), integers().between(0, 4)).as(Operation.Remove::new);
  }

  private static Arbitrary<Operation> open() {
    return Combinators.combine(by(), anybody(), seldom()).as(Operation.Open::new);
  }

  private static Arbitrary<Operation> create() {
    return Combinators.combine(by(), seldom(1, 2), invited(NOBODY), flaw()).as(Operation.Create::new);
  }

  private static Arbitrary<Operation> change() {
    return Combinators.combine(by(), where(), of(Kind.class), invited(2), flaw()).as(Operation.Change::new);
  }

  private static Arbitrary<Operation> send() {
    Arbitrary<Sealing> sealing = frequency(Tuple.of(8, Sealing.ALL), Tuple.of(4, Sealing.MLS),
        Tuple.of(1, Sealing.WITHOUT_ONE), Tuple.of(1, Sealing.WITH_ONE_MORE), Tuple.of(1, Sealing.WITH_A_STRANGER),
        Tuple.of(1, Sealing.REUSED));
    return Combinators.combine(by(), where(), behind(), sealing.list().ofMinSize(1).ofMaxSize(3))
        .as(Operation.Send::new);
  }

  private static Arbitrary<Operation> receive() {
    return Combinators.combine(by(), where(), behind(), of(false, true)).as(Operation.Receive::new);
  }

  private static Arbitrary<Operation> block() {
    return Combinators.combine(by(), anybody()).as(Operation.Block::new);
  }

  private static Arbitrary<Operation> unblock() {
    return Combinators.combine(by(), anybody()).as(Operation.Unblock::new);
  }

  private static Arbitrary<Operation> sync() {
    return Combinators.combine(by(), where().list().ofMinSize(1).ofMaxSize(3).uniqueElements(), behind())
        .as(Operation.Sync::new);
  }

  private static Arbitrary<Operation> again() {
    return integers().between(1, 12).map(Operation.Again::new);
  }

  private static Arbitrary<Operation> wait_() {
    return of(1, 30, 100, 169, 400).map(Operation.Wait::new);
  }

  private static Arbitrary<Operation> delete() {
    return integers().between(1, 3).map(Operation.Delete::new);
  }
}
