package app.culver.client;

import java.util.Locale;

/** What a member of a group may do. In direct conversations everyone is {@link #MEMBER}. */
public enum Role {
  /** Everything, also to make others owner. */
  OWNER,
  /** Add members, remove such as are {@link #MEMBER}, name the group. */
  ADMIN,
  /** Write, and leave. */
  MEMBER;

  /** The role of this name on the wire; one that is not known may do no more than a member. */
  public static Role of(String name) {
    for (var role : values()) {
      if (role.wire().equals(name)) {
        return role;
      }
    }
    return MEMBER;
  }

  /** Its name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
