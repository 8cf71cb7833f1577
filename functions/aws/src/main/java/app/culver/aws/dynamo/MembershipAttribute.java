package app.culver.aws.dynamo;

import app.culver.core.identifier.AccountId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.DirectCreated;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change of the membership as an attribute: its type, the accounts that it is about, and their roles as one letter for
 * each, so that a change of forty members stays within a kilobyte.
 */
final class MembershipAttribute {
  private static final String TYPE = "type";
  private static final String KIND = "kind";
  private static final String MEMBERS = "members";
  private static final String ROLES = "roles";

  private MembershipAttribute() {}

  static AttributeValue write(MembershipChange change) {
    Map<String, AttributeValue> form = new HashMap<>();
    form.put(TYPE, Values.of(change.type()));
    switch (change) {
      case DirectCreated(var accounts) -> {
        form.put(KIND, Values.of(ConversationKind.DIRECT.wire()));
        putAccounts(form, accounts);
      }
      case GroupCreated(var members) -> {
        form.put(KIND, Values.of(ConversationKind.GROUP.wire()));
        putMembers(form, members);
      }
      case Added(var members) -> putMembers(form, members);
      case Removed(var accounts) -> putAccounts(form, accounts);
      case RoleChanged(var account, var role) -> putMembers(form, List.of(new NewMember(account, role)));
      case Left() -> {}
    }
    return AttributeValue.fromM(form);
  }

  static MembershipChange read(Map<String, AttributeValue> form) {
    return switch (Values.text(form, TYPE)) {
      case "created" -> switch (ConversationKind.of(Values.text(form, KIND))) {
        case DIRECT -> new DirectCreated(accounts(form));
        case GROUP -> new GroupCreated(members(form));
      };
      case "added" -> new Added(members(form));
      case "removed" -> new Removed(accounts(form));
      case "left" -> new Left();
      case "role" -> {
        NewMember member = members(form).getFirst();
        yield new RoleChanged(member.account(), member.role());
      }
      default -> throw new IllegalStateException("a change of the membership of an unknown type");
    };
  }

  private static void putAccounts(Map<String, AttributeValue> form, List<AccountId> accounts) {
    form.put(MEMBERS, AttributeValue.fromL(accounts.stream().map(Values::binary).toList()));
  }

  private static void putMembers(Map<String, AttributeValue> form, List<NewMember> members) {
    putAccounts(form, members.stream().map(NewMember::account).toList());
    form.put(ROLES, Values.of(members.stream().map(member -> letter(member.role())).collect(Collectors.joining())));
  }

  private static List<AccountId> accounts(Map<String, AttributeValue> form) {
    return form.get(MEMBERS).l().stream().map(account -> AccountId.of(account.b().asByteArrayUnsafe())).toList();
  }

  private static List<NewMember> members(Map<String, AttributeValue> form) {
    List<AccountId> accounts = accounts(form);
    String roles = Values.text(form, ROLES);
    return IntStream.range(0, accounts.size()).mapToObj(i -> new NewMember(accounts.get(i), role(roles.charAt(i))))
        .toList();
  }

  private static String letter(Role role) {
    return switch (role) {
      case OWNER -> "o";
      case ADMIN -> "a";
      case MEMBER -> "m";
    };
  }

  private static Role role(char letter) {
    return switch (letter) {
      case 'o' -> Role.OWNER;
      case 'a' -> Role.ADMIN;
      case 'm' -> Role.MEMBER;
      default -> throw new IllegalStateException("an unknown role");
    };
  }
}
