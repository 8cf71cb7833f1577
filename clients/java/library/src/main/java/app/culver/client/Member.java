package app.culver.client;

import app.culver.client.identifier.AccountId;

/**
 * A member of a conversation.
 *
 * @param invited whether nothing shows that the member has come: no receipt, no message. The server does not say
 *     whether someone blocks whoever added them, so it may stay like this. Never so in direct conversations
 */
public record Member(AccountId account, Role role, boolean invited) {}
