package app.culver.core.receipt;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import java.util.Collection;
import java.util.SequencedMap;
import java.util.TreeMap;

/** How far one device of a member has come. */
public record Receipt(AccountId account, DeviceId device, Watermarks watermarks) {

  /** How far each account has come: on one of its devices at least. */
  public static SequencedMap<AccountId, Watermarks> byAccount(Collection<Receipt> receipts) {
    var greatest = new TreeMap<AccountId, Watermarks>(Identifier.TEXT_ORDER);
    receipts.forEach(receipt -> greatest.merge(receipt.account(), receipt.watermarks(), Watermarks::and));
    return greatest;
  }
}
