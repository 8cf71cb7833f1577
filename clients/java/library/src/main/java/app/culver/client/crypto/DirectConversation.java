package app.culver.client.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the two members of a direct conversation derive and sign without asking the server. */
public final class DirectConversation {
  private DirectConversation() {}

  /** The identifier of the direct conversation of two accounts, in any order; with oneself it is the same one twice. */
  public static String id(String one, String other) {
    var fields = Fields.of("culver direct conversation v1");
    Stream.of(one, other).sorted().forEach(fields::id);
    return Identifiers.write(Arrays.copyOf(P256.sha256(fields.encode()), 16));
  }

  /**
   * The acting device's signature over the conversation's first entry, {@code created}.
   *
   * @param members the accounts, in any order: two, or one alone
   */
  public static byte[] signCreation(DeviceKeys keys, String conversation, List<String> members) {
    return keys.sign(creation(conversation, members));
  }

  /** Whether the device with this key created the conversation with exactly these members. */
  public static boolean verifyCreation(P256PublicKey signingKey, String conversation, List<String> members,
      byte[] signature) {
    return P256.verify(signingKey, creation(conversation, members).encode(), signature);
  }

  private static Fields creation(String conversation, List<String> members) {
    // 0 is the position of the membership change before this one: there was none.
    var fields = Fields.of("culver membership v1").id(conversation).integer(0).text("created").text("direct");
    members.stream().sorted().forEach(fields::id);
    return fields;
  }
}
