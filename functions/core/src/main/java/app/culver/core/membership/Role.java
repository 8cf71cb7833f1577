package app.culver.core.membership;

/** What a member may do. Both sides of a direct conversation are plain members. */
public enum Role {
  OWNER, ADMIN, MEMBER
}
