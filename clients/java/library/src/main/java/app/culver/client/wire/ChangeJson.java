package app.culver.client.wire;

import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.Left;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.crypto.MembershipChange.Removed;
import app.culver.client.crypto.MembershipChange.RoleGiven;
import app.culver.client.identifier.AccountId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Writes and reads changes of a group's members. */
public final class ChangeJson {
  private ChangeJson() {}

  public static ObjectNode write(MembershipChange change) {
    if (change instanceof Created created) {
      return members(Json.object().put("type", "created").put("kind", "group"), created.members());
    }
    if (change instanceof Added added) {
      return members(Json.object().put("type", "added"), added.members());
    }
    if (change instanceof Removed removed) {
      var json = Json.object().put("type", "removed");
      var accounts = json.putArray("accounts");
      removed.accounts().forEach(account -> accounts.add(account.value()));
      return json;
    }
    return change instanceof RoleGiven given
        ? Json.object().put("type", "role").put("account", given.account().value()).put("role", given.role())
        : Json.object().put("type", "left");
  }

  /** Writes members with their roles. */
  public static ObjectNode members(ObjectNode json, List<NewMember> members) {
    var array = json.putArray("members");
    members.forEach(member -> array.addObject().put("account", member.account().value()).put("role", member.role()));
    return json;
  }

  /** Reads members with their roles. */
  public static List<NewMember> members(JsonNode json) {
    return Json.list(json, "members", ChangeJson::member);
  }

  private static NewMember member(JsonNode json) {
    return new NewMember(Json.as(json, "account", AccountId::new), Json.text(json, "role"));
  }

  /** @return empty for a type that this version does not know */
  static Optional<MembershipChange> read(JsonNode json) {
    return switch (Json.text(json, "type")) {
      case "created" -> Optional.of(new Created(members(json)));
      case "added" -> Optional.of(new Added(members(json)));
      case "removed" -> Optional.of(new Removed(
          Json.list(json, "accounts", account -> Json.id(account, AccountId::new))));
      case "left" -> Optional.of(new Left());
      case "role" -> Optional.of(new RoleGiven(Json.as(json, "account", AccountId::new), Json.text(json, "role")));
      default -> Optional.empty();
    };
  }

  /** Reads what {@link #write} wrote. */
  public static MembershipChange known(JsonNode json) {
    return read(json).orElseThrow(() -> new MalformedException("a change of an unknown type"));
  }
}
