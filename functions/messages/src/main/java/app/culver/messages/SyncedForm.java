package app.culver.messages;

import app.culver.aws.wire.EntryForm;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.sync.Synced;
import java.time.Instant;
import java.util.List;

/** {@code synced.json}. */
record SyncedForm(int logEpoch, Instant time, List<Page> conversations) {

  record Page(ConversationId conversation, List<EntryForm> entries, boolean more, long tail, List<Receipt> receipts) {}

  record Receipt(AccountId account, long delivered, long read) {}

  static SyncedForm of(int logEpoch, Instant time, List<Synced> synced, AccountId reader) {
    return new SyncedForm(logEpoch, time, synced.stream().map(page -> page(page, reader)).toList());
  }

  private static Page page(Synced synced, AccountId reader) {
    return new Page(synced.conversation(), synced.entries().stream().map(entry -> EntryForm.of(entry, reader)).toList(),
        synced.more(),
        synced.tail(), synced.receipts().entrySet().stream().map(
            receipt -> new Receipt(receipt.getKey(), receipt.getValue().delivered(), receipt.getValue().read()))
            .toList());
  }
}
