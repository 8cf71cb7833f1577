package app.culver.core.model;

import app.culver.core.conversation.ChangeRequest;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.NewConversation;
import app.culver.core.conversation.NewGroup;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import app.culver.core.send.SendRequest;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What devices ask and what time does. Every question may be refused, by a {@code RefusedException}. */
interface Messenger {

  /** The refusal without its words. */
  static Refusal plain(Refusal refusal) {
    return refusal instanceof Refusal.InvalidRequest(var faults)
        ? Refusal.InvalidRequest.at(faults.getFirst().pointer(), "")
        : refusal;
  }

  /** A phone signs in with one of its owner's pairs of keys, whose number was proven then. */
  SignedIn signIn(int person, int keys, Instant provenAt);

  record SignedIn(Caller caller, boolean newAccount, boolean newDevice) {}

  /** The caller removes a device. */
  void remove(Caller caller, DeviceId device);

  /** The caller opens a direct conversation. */
  Begun open(Caller caller, NewConversation request);

  /** The caller creates a group. */
  Begun create(Caller caller, NewGroup request);

  record Begun(Conversation conversation, boolean created, Optional<Entry> beginning, Set<DeviceId> told) {}

  /** The caller changes the members of a group. */
  Changed change(Caller caller, ConversationId group, ChangeRequest request);

  record Changed(Entry.Membership entry, Optional<Conversation> now, Set<DeviceId> told) {}

  /** The caller sends. */
  Accepted send(Caller caller, SendRequest request);

  /** @param told the positions that each device is told of */
  record Accepted(List<Entry.Message> entries, Optional<Refusal> stopped, Map<DeviceId, List<Long>> told) {}

  /** The caller tells how far it has come; empty if that is news to nobody. */
  Optional<News> receive(Caller caller, ReceiptRequest request);

  record News(Watermarks level, Set<DeviceId> told) {}

  void block(Caller caller, AccountId blocked);

  void unblock(Caller caller, AccountId blocked);

  /** The caller catches up with these conversations to their ends, page after page. */
  List<CaughtUp> sync(Caller caller, List<Cursor> cursors);

  record CaughtUp(ConversationId conversation, List<Entry> entries, long tail, Map<AccountId, Watermarks> receipts) {}

  /** The caller's conversations. */
  List<Conversation> conversations(Caller caller);

  /** One of them. */
  Conversation conversation(Caller caller, ConversationId id);

  /** How far its members have come. */
  Map<AccountId, Watermarks> receipts(Caller caller, ConversationId id);

  /** Whom the caller blocks, and since when. */
  List<Blocked> blocks(Caller caller);

  record Blocked(AccountId account, Instant since) {}

  /** The devices of these accounts, of those that exist. */
  Map<AccountId, List<DeviceId>> directory(List<AccountId> accounts);

  /** The heads follow the logs. */
  void raiseHeads();

  /** Of the entries that have expired, each whose position is a multiple of this is deleted. Heads are raised before. */
  void delete(int every);
}
