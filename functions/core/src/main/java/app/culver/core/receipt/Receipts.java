package app.culver.core.receipt;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import java.util.List;
import java.util.Optional;

/** Port to the receipts. Every read sees what was written before it. */
public interface Receipts {

  /**
   * The conversation and what {@link Standing#toldTo} needs of the receipts in it, usually in one read; empty if there is
   * none.
   */
  Optional<Standing> standing(ConversationId id, AccountId reader);

  /** The conversation and all receipts in it; empty if there is none. */
  Optional<Standing> standing(ConversationId id);

  /**
   * The conversation and the receipts of these accounts, perhaps of some others, too; empty if there is none. The closer the
   * accounts stand together in text order, the less is read.
   *
   * @param accounts at least one
   */
  Optional<Standing> standing(ConversationId id, List<AccountId> accounts);

  /** The receipts of the account's devices in this conversation. */
  List<Receipt> of(ConversationId conversation, AccountId account);

  /**
   * Writes a receipt unless the one that is there is further, in either watermark.
   *
   * @return false if it is further, or another writer got in between: nothing was written
   */
  boolean raise(ConversationId conversation, Receipt receipt);

  /** Deletes the receipt of this device, if it is there: for one that is gone and will tell nothing more. */
  void delete(ConversationId conversation, AccountId account, DeviceId device);
}
