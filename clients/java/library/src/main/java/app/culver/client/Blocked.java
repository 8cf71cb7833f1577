package app.culver.client;

import app.culver.client.identifier.AccountId;
import java.time.Instant;

/**
 * Someone whom this account blocks.
 *
 * @param since by the server's clock
 */
public record Blocked(AccountId account, Instant since) {}
