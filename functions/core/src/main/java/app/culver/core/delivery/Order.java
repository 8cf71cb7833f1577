package app.culver.core.delivery;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Position;
import app.culver.core.refusal.FaultException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Accounts whose devices are to be told of a short part of a log by another invocation than the one that accepted it.
 *
 * @param from its first position
 * @param to its last position
 * @param accounts in text order, each once, at least one
 */
public record Order(ConversationId conversation, long from, long to, List<AccountId> accounts) {
  /** How many devices' owners one invocation looks after, so that it reads and posts no more than a small group needs. */
  public static final int MOST_ACCOUNTS = 50;

  /** How many positions an order spans, so that all of them can be posted. */
  public static final int MOST_ENTRIES = 32;

  /** @throws FaultException if a bound is broken */
  public Order {
    Position.check("/from", from, 1);
    Position.check("/to", to, from);
    accounts = List.copyOf(accounts);
    if (to - from >= MOST_ENTRIES) {
      throw new FaultException("/to", "must be less than " + MOST_ENTRIES + " behind the first");
    }
    if (accounts.isEmpty() || accounts.size() > MOST_ACCOUNTS) {
      throw new FaultException("/accounts", "must be 1 to " + MOST_ACCOUNTS + " accounts");
    }
  }

  /** As few orders as there can be for so many accounts, and as even, since the longest decides when all are through. */
  public static List<Order> of(ConversationId conversation, long from, long to, List<AccountId> accounts) {
    int chunks = Math.ceilDiv(accounts.size(), MOST_ACCOUNTS);
    return IntStream.range(0, chunks).mapToObj(i -> new Order(conversation, from, to,
        accounts.subList(i * accounts.size() / chunks, (i + 1) * accounts.size() / chunks))).toList();
  }
}
