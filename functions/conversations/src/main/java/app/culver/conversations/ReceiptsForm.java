package app.culver.conversations;

import app.culver.core.identifier.AccountId;
import app.culver.core.receipt.Watermarks;
import java.util.List;
import java.util.SequencedMap;

/** {@code receipts.json}. */
record ReceiptsForm(List<Receipt> receipts) {

  record Receipt(AccountId account, long delivered, long read) {}

  static ReceiptsForm of(SequencedMap<AccountId, Watermarks> receipts) {
    return new ReceiptsForm(receipts.entrySet().stream().map(
        receipt -> new Receipt(receipt.getKey(), receipt.getValue().delivered(), receipt.getValue().read()))
        .toList());
  }
}
