package app.culver.core.membership;

import app.culver.core.identifier.AccountId;

/** Somebody who is to become a member, and as which role. */
public record NewMember(AccountId account, Role role) {}
