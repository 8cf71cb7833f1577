package app.culver.client;

import app.culver.client.identifier.AccountId;

/**
 * How far one of one's own messages got with one member.
 *
 * @param state {@link Message.State#SENT}, {@link Message.State#DELIVERED} or {@link Message.State#READ}
 */
public record Reader(AccountId account, Message.State state) {}
