package app.culver.core.account;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import java.util.List;

/** Port to what conversations keep of an account: its list, its receipts and its blocks. Every read sees what was written before it. */
public interface Traces {

  /**
   * Groups that the account is a member of, in the order of their ids: the first ones.
   *
   * @param limit how many at most
   */
  List<ConversationId> groups(AccountId account, int limit);

  /**
   * Deletes some of the blocks that the account has set, and some rows of its list with its receipts in those
   * conversations: former memberships too, but no group that it is a member of.
   *
   * @return whether nothing is left but such groups
   */
  boolean sweep(AccountId account);
}
