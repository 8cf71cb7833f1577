package app.culver.core.receipt;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Telling on demand how far the members of a conversation have come, which in a large one nobody is told unasked. */
public final class ReceiptListing {
  private final Devices devices;
  private final Receipts receipts;

  public ReceiptListing(Devices devices, Receipts receipts) {
    this.devices = devices;
    this.receipts = receipts;
  }

  /** @throws app.culver.core.refusal.RefusedException if there is no such conversation for the caller */
  public SequencedMap<AccountId, Watermarks> of(Caller caller, ConversationId id) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Optional<Standing>> standing = Pending.start(() -> receipts.standing(id));
    OwnDevice.in(own.get(), caller);
    return standing.get().filter(there -> there.conversation().member(caller.account()).isPresent())
        .orElseThrow(() -> new NotFound().exception()).knownTo(caller.account());
  }
}
