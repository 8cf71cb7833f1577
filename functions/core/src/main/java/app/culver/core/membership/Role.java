package app.culver.core.membership;

import java.util.Locale;
import java.util.stream.Stream;

/** What a member may do, as {@link Rules} has it. Both sides of a direct conversation are plain members. */
public enum Role {
  OWNER, ADMIN, MEMBER;

  /** The name on the wire and in what is signed. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws IllegalArgumentException if no role has this name on the wire */
  public static Role of(String wire) {
    return Stream.of(values()).filter(role -> role.wire().equals(wire)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a role that is not known"));
  }
}
