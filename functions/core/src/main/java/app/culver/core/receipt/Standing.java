package app.culver.core.receipt;

import app.culver.core.conversation.Conversation;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** A conversation and how far devices have come in it, those of former members among them. */
public record Standing(Conversation conversation, List<Receipt> receipts) {
  /** How many members a conversation may have for their receipts to be told unasked. */
  public static final int MOST_TOLD = 10;

  public Standing {
    receipts = List.copyOf(receipts);
  }

  /** Up to where each device has acknowledged that has told anything. */
  public Map<DeviceId, Long> delivered() {
    return receipts.stream()
        .collect(Collectors.toMap(Receipt::device, receipt -> receipt.watermarks().delivered(), Math::max));
  }

  /** Whether receipts in this conversation are told to the other members unasked. */
  public static boolean areTold(Conversation conversation) {
    return conversation.members().size() <= MOST_TOLD;
  }

  /**
   * How far each member has come, as the account may know it: while a block stands between two, the blocked one is told
   * how far the other had come before, and the blocker nothing.
   */
  public SequencedMap<AccountId, Watermarks> knownTo(AccountId account) {
    if (conversation.blocks().isEmpty()) {
      return Receipt.byAccount(
          receipts.stream().filter(receipt -> conversation.member(receipt.account()).isPresent()).toList());
    }
    SequencedMap<AccountId, Watermarks> known = own(account);
    conversation.blocks().stream().filter(block -> block.blocked().equals(account) && block.delivered() > 0)
        .forEach(block -> known.put(block.blocker(), new Watermarks(block.delivered(), block.read())));
    return known;
  }

  /** What the account is told unasked: how far all have come, or in a large or former conversation itself alone. */
  public SequencedMap<AccountId, Watermarks> toldTo(AccountId account) {
    return areTold(conversation) && conversation.member(account).isPresent() ? knownTo(account) : own(account);
  }

  private SequencedMap<AccountId, Watermarks> own(AccountId account) {
    return Receipt.byAccount(receipts.stream().filter(receipt -> receipt.account().equals(account)).toList());
  }
}
