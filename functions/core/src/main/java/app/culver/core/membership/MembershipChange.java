package app.culver.core.membership;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.TextOrder;
import app.culver.core.signature.Fields;
import java.util.List;

/** A change of the membership, as an entry of the log says it and as the acting device signed it. */
public sealed interface MembershipChange {

  /**
   * How many accounts one change may touch: a transaction holds 100 actions, and each member has a row of its own beside
   * the conversation and the entry.
   */
  int MOST_ACCOUNTS = 40;

  /** The name of its type on the wire and in what is signed. */
  String type();

  /** Adds what follows the type in what is signed. */
  void sign(Fields fields);

  /**
   * What the acting device signs.
   *
   * @param after the entry of the change before this one; 0 for the first
   */
  default byte[] signed(ConversationId conversation, long after) {
    Fields fields = Fields.of("culver membership v1").add(conversation).add(after).add(type());
    sign(fields);
    return fields.toBytes();
  }

  /** The conversation begins. */
  sealed interface Created extends MembershipChange {
    /** As which kind of conversation. */
    ConversationKind kind();

    /** With which members, in the text order of their ids, each once. */
    List<NewMember> members();

    @Override
    default String type() {
      return "created";
    }
  }

  /**
   * A direct conversation begins, whose members have no roles to be signed.
   *
   * @param accounts in the text order of their ids, each once
   */
  record DirectCreated(List<AccountId> accounts) implements Created {
    public DirectCreated {
      accounts = List.copyOf(accounts);
    }

    @Override
    public ConversationKind kind() {
      return ConversationKind.DIRECT;
    }

    @Override
    public List<NewMember> members() {
      return accounts.stream().map(account -> new NewMember(account, Role.MEMBER)).toList();
    }

    @Override
    public void sign(Fields fields) {
      fields.add(kind().wire());
      accounts.forEach(fields::add);
    }
  }

  /** A group begins. */
  record GroupCreated(List<NewMember> members) implements Created {
    /** @throws FaultException if the members are none, too many, out of order or doubled */
    public GroupCreated {
      members = List.copyOf(members);
      checkMembers(members);
    }

    @Override
    public ConversationKind kind() {
      return ConversationKind.GROUP;
    }

    @Override
    public void sign(Fields fields) {
      fields.add(kind().wire());
      signMembers(fields, members);
    }
  }

  /** A change of a group that is there. */
  sealed interface OfGroup extends MembershipChange {}

  /** Members come. */
  record Added(List<NewMember> members) implements OfGroup {
    /** @throws FaultException if the members are none, too many, out of order or doubled */
    public Added {
      members = List.copyOf(members);
      checkMembers(members);
    }

    @Override
    public String type() {
      return "added";
    }

    @Override
    public void sign(Fields fields) {
      signMembers(fields, members);
    }
  }

  /** Members are sent away by another. */
  record Removed(List<AccountId> accounts) implements OfGroup {
    /** @throws FaultException if the accounts are none, too many, out of order or doubled */
    public Removed {
      accounts = List.copyOf(accounts);
      checkNumber("/accounts", accounts);
      TextOrder.check("/accounts", accounts, account -> account, "account");
    }

    @Override
    public String type() {
      return "removed";
    }

    @Override
    public void sign(Fields fields) {
      accounts.forEach(fields::add);
    }
  }

  /** The acting member goes. */
  record Left() implements OfGroup {
    @Override
    public String type() {
      return "left";
    }

    @Override
    public void sign(Fields fields) {
      // The type says it all.
    }
  }

  /** A member gets another role. */
  record RoleChanged(AccountId account, Role role) implements OfGroup {
    @Override
    public String type() {
      return "role";
    }

    @Override
    public void sign(Fields fields) {
      fields.add(account).add(role.wire());
    }
  }

  private static void checkMembers(List<NewMember> members) {
    checkNumber("/members", members);
    TextOrder.check("/members", members, NewMember::account, "account");
  }

  private static void checkNumber(String pointer, List<?> items) {
    if (items.isEmpty() || items.size() > MOST_ACCOUNTS) {
      throw new FaultException(pointer, "must be 1 to " + MOST_ACCOUNTS + " accounts");
    }
  }

  private static void signMembers(Fields fields, List<NewMember> members) {
    members.forEach(member -> fields.add(member.account()).add(member.role().wire()));
  }
}
