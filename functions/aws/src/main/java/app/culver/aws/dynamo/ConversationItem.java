package app.culver.aws.dynamo;

import app.culver.core.conversation.Block;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Head;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the conversations table, drawn in the package's description. */
final class ConversationItem {
  static final String CONVERSATION = "conversation";
  static final String ITEM = "item";
  static final String CHANGING = "changing";
  static final String BLOCK = "block#";
  static final String HEAD = "head";
  static final String RECEIPT = "receipt#";

  private ConversationItem() {}

  static Map<String, AttributeValue> key(ConversationId conversation, String item) {
    return Map.of(CONVERSATION, Values.of(conversation), ITEM, Values.of(item));
  }

  static String receiptOf(AccountId account) {
    return RECEIPT + account + "#";
  }

  static String receiptOf(AccountId account, DeviceId device) {
    return receiptOf(account) + device;
  }

  /** The conversation's own item; its head and receipts stand beside it. */
  static Map<String, AttributeValue> write(Conversation conversation) {
    return Map.of(CONVERSATION, Values.of(conversation.id()), ITEM, Values.of(CONVERSATION), //
        "kind", Values.of(conversation.kind().wire()), //
        "members", members(conversation), //
        "change", Values.of(conversation.change()), //
        "createdAt", Values.millis(conversation.createdAt()), //
        "createdBy", Values.of(conversation.createdBy()));
  }

  static AttributeValue members(Conversation conversation) {
    return AttributeValue.fromM(conversation.members().stream()
        .collect(Collectors.toMap(member -> member.account().value(), ConversationItem::write)));
  }

  private static AttributeValue write(Member member) {
    Map<String, AttributeValue> form = new HashMap<>();
    form.put("role", Values.of(member.role().wire()));
    form.put("joined", Values.of(member.joined()));
    if (member.hidden()) {
      form.put("hidden", AttributeValue.fromBool(true));
    }
    return AttributeValue.fromM(form);
  }

  /** A block beside the conversation that it is about, which may not be there. */
  static Map<String, AttributeValue> write(Block block) {
    return Map.of(CONVERSATION, Values.of(block.conversation()), ITEM, Values.of(blockOf(block.blocker())), //
        "blocked", Values.of(block.blocked()), "since", Values.millis(block.since()), //
        "delivered", Values.of(block.delivered()), "read", Values.of(block.read()));
  }

  static String blockOf(AccountId blocker) {
    return BLOCK + blocker;
  }

  private static List<Block> blocks(Collection<Map<String, AttributeValue>> items) {
    return items.stream().filter(item -> Values.text(item, ITEM).startsWith(BLOCK))
        .map(item -> new Block(new AccountId(Values.text(item, ITEM).substring(BLOCK.length())),
            new AccountId(Values.text(item, "blocked")), Values.millis(item, "since"),
            Values.number(item, "delivered"), Values.number(item, "read")))
        .toList();
  }

  /** The conversation among its items; empty if they have none. */
  static Optional<Conversation> read(Collection<Map<String, AttributeValue>> items) {
    return find(items, CONVERSATION).map(item -> {
      Instant createdAt = Values.millis(item, "createdAt");
      Head head = find(items, HEAD)
          .map(found -> new Head(Values.number(found, "seq"), Values.millis(found, "time")))
          .orElse(new Head(1, createdAt));
      return new Conversation(new ConversationId(Values.text(item, CONVERSATION)),
          ConversationKind.of(Values.text(item, "kind")), members(item.get("members").m()),
          Values.number(item, "change"), createdAt, new AccountId(Values.text(item, "createdBy")), head, blocks(items),
          Values.optionalNumber(item, CHANGING).map(Instant::ofEpochMilli));
    });
  }

  private static List<Member> members(Map<String, AttributeValue> members) {
    return members.entrySet().stream()
        .map(member -> new Member(new AccountId(member.getKey()),
            Role.of(Values.text(member.getValue().m(), "role")),
            Values.number(member.getValue().m(), "joined"), member.getValue().m().containsKey("hidden")))
        .sorted(Comparator.comparing(Member::account, Identifier.TEXT_ORDER)).toList();
  }

  /** The receipts among these items. */
  static List<Receipt> receipts(Collection<Map<String, AttributeValue>> items) {
    return items.stream().filter(item -> Values.text(item, ITEM).startsWith(RECEIPT)).map(item -> {
      String[] parts = Values.text(item, ITEM).split("#");
      return new Receipt(new AccountId(parts[1]), new DeviceId(parts[2]),
          new Watermarks(Values.number(item, "delivered"), Values.number(item, "read")));
    }).toList();
  }

  private static Optional<Map<String, AttributeValue>> find(Collection<Map<String, AttributeValue>> items,
      String name) {
    return items.stream().filter(item -> Values.text(item, ITEM).equals(name)).findFirst();
  }
}
