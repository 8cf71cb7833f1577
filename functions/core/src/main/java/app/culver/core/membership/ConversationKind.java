package app.culver.core.membership;

import java.util.Locale;
import java.util.stream.Stream;

/** What sort of conversation it is. */
public enum ConversationKind {
  /** Between two accounts, or of one with itself; its members never change. */
  DIRECT,
  /** Of up to {@link Rules#MOST_MEMBERS} accounts with roles; its members change as {@link Rules} allow. */
  GROUP;

  /** The name on the wire and in what is signed. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws IllegalArgumentException if no kind has this name on the wire */
  public static ConversationKind of(String wire) {
    return Stream.of(values()).filter(kind -> kind.wire().equals(wire)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a kind of conversation that is not known"));
  }
}
