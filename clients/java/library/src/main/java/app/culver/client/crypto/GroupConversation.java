package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.Identifier;
import java.util.Arrays;
import java.util.List;

/** What is derived and signed for groups (contract/README.md, "Changes of members"). */
public final class GroupConversation {
  private GroupConversation() {}

  /** The identifier of the group that an account creates with a nonce of 16 bytes. */
  public static ConversationId id(AccountId creator, byte[] nonce) {
    var fields = Fields.of("culver group v1").id(creator).bytes(nonce);
    return ConversationId.of(Arrays.copyOf(P256.sha256(fields.encode()), Identifier.BYTES));
  }

  /**
   * The acting device's signature over a change.
   *
   * @param after the change before it, by its number in the log; 0 for the first
   */
  public static byte[] sign(DeviceKeys keys, ConversationId conversation, long after, MembershipChange change) {
    return keys.sign(signed(conversation, after, change));
  }

  /** Whether the device with this key made exactly this change. */
  public static boolean verify(P256PublicKey signingKey, ConversationId conversation, long after,
      MembershipChange change, byte[] signature) {
    return P256.verify(signingKey, signed(conversation, after, change).encode(), signature);
  }

  private static Fields signed(ConversationId conversation, long after, MembershipChange change) {
    var fields = Fields.of("culver membership v1").id(conversation).integer(after);
    if (change instanceof MembershipChange.Created created) {
      members(fields.text("created").text("group"), created.members());
    } else if (change instanceof MembershipChange.Added added) {
      members(fields.text("added"), added.members());
    } else if (change instanceof MembershipChange.Removed removed) {
      fields.text("removed");
      removed.accounts().forEach(fields::id);
    } else if (change instanceof MembershipChange.RoleGiven given) {
      fields.text("role").id(given.account()).text(given.role());
    } else {
      fields.text("left");
    }
    return fields;
  }

  private static void members(Fields fields, List<MembershipChange.NewMember> members) {
    members.forEach(member -> fields.id(member.account()).text(member.role()));
  }
}
