package app.culver.client;

import app.culver.client.identifier.AccountId;

/** What somebody makes of a message. @param emoji what they chose, 1 to 64 characters; not necessarily an emoji */
public record Reaction(AccountId account, String emoji) {}
