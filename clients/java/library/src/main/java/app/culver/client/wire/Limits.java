package app.culver.client.wire;

/** Bounds that more than one part of the client has to know (contract/README.md, "Limits"). */
public final class Limits {
  public static final int GROUP_MEMBERS = 250;

  /** Accounts that one change of a group, or its creation, names. */
  public static final int ACCOUNTS_OF_A_CHANGE = 40;

  /** Members of a conversation whose receipts are told unasked. */
  public static final int MEMBERS_TOLD_UNASKED = 10;

  public static final int FILES_OF_A_MESSAGE = 10;

  /** Characters of a group's title. */
  public static final int TITLE = 256;

  private Limits() {}
}
