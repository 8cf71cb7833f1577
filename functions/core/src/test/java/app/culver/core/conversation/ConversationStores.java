package app.culver.core.conversation;

import app.culver.core.account.Traces;
import app.culver.core.log.Log;
import app.culver.core.receipt.Receipts;

/** The adapters of one store of conversations, on the same tables. */
public record ConversationStores(Conversations conversations, Memberships memberships, Blocks blocks, Traces traces,
    Heads heads, Log log, Receipts receipts) {}
