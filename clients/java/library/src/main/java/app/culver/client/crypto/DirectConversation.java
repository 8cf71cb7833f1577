package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.Identifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the two members of a direct conversation derive and sign without asking the server. */
public final class DirectConversation {
  private static final Comparator<AccountId> IN_ORDER = Comparator.comparing(AccountId::value);

  private DirectConversation() {}

  /** The identifier of the direct conversation of two accounts, in any order; with oneself it is the same one twice. */
  public static ConversationId id(AccountId one, AccountId other) {
    var fields = Fields.of("culver direct conversation v1");
    Stream.of(one, other).sorted(IN_ORDER).forEach(fields::id);
    return ConversationId.of(Arrays.copyOf(P256.sha256(fields.encode()), Identifier.BYTES));
  }

  /**
   * The acting device's signature over the conversation's first entry, {@code created}.
   *
   * @param members the accounts, in any order: two, or one alone
   */
  public static byte[] signCreation(DeviceKeys keys, ConversationId conversation, List<AccountId> members) {
    return keys.sign(creation(conversation, members));
  }

  /** Whether the device with this key created the conversation with exactly these members. */
  public static boolean verifyCreation(P256PublicKey signingKey, ConversationId conversation, List<AccountId> members,
      byte[] signature) {
    return P256.verify(signingKey, creation(conversation, members).encode(), signature);
  }

  private static Fields creation(ConversationId conversation, List<AccountId> members) {
    // 0 is the position of the membership change before this one: there was none.
    var fields = Fields.of("culver membership v1").id(conversation).integer(0).text("created").text("direct");
    members.stream().sorted(IN_ORDER).forEach(fields::id);
    return fields;
  }
}
