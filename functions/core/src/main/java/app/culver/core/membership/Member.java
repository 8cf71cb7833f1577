package app.culver.core.membership;

import app.culver.core.identifier.AccountId;

/**
 * A member of a conversation.
 *
 * @param joined the entry that added the member, who sees the log from there on
 * @param hidden whether the member was added by somebody whom it blocks: then the others see it as one that has not come
 *          yet, and it hears of nothing and finds nothing
 */
public record Member(AccountId account, Role role, long joined, boolean hidden) {

  /** A member that knows of it. */
  public Member(AccountId account, Role role, long joined) {
    this(account, role, joined, false);
  }

  /** The same member with another role. */
  Member as(Role other) {
    return new Member(account, other, joined, hidden);
  }

  /** The same member, who is not to know of it. */
  public Member hide() {
    return new Member(account, role, joined, true);
  }
}
