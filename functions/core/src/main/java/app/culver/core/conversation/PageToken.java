package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.Identifier;
import app.culver.core.signature.Fields;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where the next page of an account's list starts, in a form that is opaque to clients: the last conversation and a check
 * that shows tampering and the token of another account. It is no secret: whoever forges one skips entries of the own list.
 */
public final class PageToken {
  private static final int CHECK_BYTES = 8;

  private PageToken() {}

  public static String of(AccountId account, ConversationId last) {
    byte[] id = last.bytes();
    return Base64.getUrlEncoder()
        .encodeToString(ByteBuffer.allocate(Identifier.BYTES + CHECK_BYTES).put(id).put(check(account, last)).array());
  }

  /** @throws IllegalArgumentException if it is not a token of this account */
  public static ConversationId read(AccountId account, String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      ConversationId last = ConversationId.of(Arrays.copyOf(bytes, Identifier.BYTES));
      if (of(account, last).equals(token)) {
        return last;
      }
    } catch (IllegalArgumentException _) {
      // refused below
    }
    throw new IllegalArgumentException("must be the next of the page before");
  }

  private static byte[] check(AccountId account, ConversationId last) {
    return Arrays.copyOf(Fields.of("culver conversations page v1").add(account).add(last).sha256(), CHECK_BYTES);
  }
}
