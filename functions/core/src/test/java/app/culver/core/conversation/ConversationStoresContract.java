package app.culver.core.conversation;

import app.culver.core.account.Traces;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Log;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipts;
import java.util.concurrent.atomic.AtomicInteger;

/** What the contract tests of conversations, and of what stands beside them, have in common. */
public abstract class ConversationStoresContract {
  private static final AtomicInteger USED = new AtomicInteger();

  /** The adapters under test; the same ones for all calls within a test. */
  protected abstract ConversationStores stores();

  protected final Conversations conversations() {
    return stores().conversations();
  }

  protected final Memberships memberships() {
    return stores().memberships();
  }

  protected final Blocks blocks() {
    return stores().blocks();
  }

  protected final Traces traces() {
    return stores().traces();
  }

  protected final Heads heads() {
    return stores().heads();
  }

  protected final Log log() {
    return stores().log();
  }

  protected final Receipts receipts() {
    return stores().receipts();
  }

  /** An account that no other test has used. */
  protected final AccountId account() {
    return Samples.account(USED.incrementAndGet());
  }

  /** The id of a conversation that no other test has used. */
  protected final ConversationId conversation() {
    return new DirectConversation(account(), account()).id();
  }
}
