package app.culver.core.model;

import app.culver.core.account.AccountStores;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.Heads;
import app.culver.core.conversation.Memberships;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Log;
import app.culver.core.receipt.Receipts;
import java.util.function.ObjLongConsumer;

/**
 * The adapters of one store.
 *
 * @param vanish deletes an entry, as expiry does some day
 */
public record Stores(AccountStores accounts, Conversations conversations, Heads heads, Memberships memberships,
    Blocks blocks, Log log, Receipts receipts, ObjLongConsumer<ConversationId> vanish) {}
