package app.culver.core.membership;

import app.culver.core.identifier.AccountId;

/**
 * A member of a conversation.
 *
 * @param joined the entry that added the member, who sees the log from there on
 */
public record Member(AccountId account, Role role, long joined) {

  /** The same member with another role. */
  Member as(Role other) {
    return new Member(account, other, joined);
  }
}
