package app.culver.core.refusal;

import app.culver.core.identifier.Identifier;
import java.util.List;
import java.util.function.Function;

/** The rule of lists of what has an identifier. */
public final class TextOrder {
  private TextOrder() {}

  /**
   * Refuses what is out of the text order of the ids, or doubled.
   *
   * @param pointer where the list stands in the value under construction
   * @throws FaultException that names the item and says {@code must be in the text order of the ... ids, each id once}
   */
  public static <T> void check(String pointer, List<T> items, Function<T, Identifier> id, String whose) {
    for (int i = 1; i < items.size(); i++) {
      if (Identifier.TEXT_ORDER.compare(id.apply(items.get(i - 1)), id.apply(items.get(i))) >= 0) {
        throw new FaultException(pointer + "/" + i, "must be in the text order of the " + whose + " ids, each id once");
      }
    }
  }
}
