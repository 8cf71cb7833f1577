package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.MessageContent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Stores contents. Not the form that travels inside envelopes. */
final class ContentJson {
  private ContentJson() {}

  static ObjectNode write(Content content) {
    if (content instanceof Content.Text text && text.equals(new Content.Text(text.text()))) {
      return Json.object().put("is", "text").put("text", text.text());
    }
    if (content instanceof Content.Removed) {
      return Json.object().put("is", "removed");
    }
    if (content instanceof Content.Vanished) {
      return Json.object().put("is", "vanished");
    }
    if (MessageContent.isWritten(content)) {
      var json = Json.object().put("is", "written").put("edited", isEdited(content));
      json.set("content", MessageContent.write(content));
      return json;
    }
    if (content instanceof Content.Unsupported unsupported) {
      return Json.object().put("is", "unsupported").put("kind", unsupported.kind());
    }
    if (content instanceof Content.Refused refused) {
      return Json.object().put("is", "refused").put("reason", refused.reason());
    }
    if (content instanceof Content.Created created) {
      return put(Json.object().put("is", "created"), created.members());
    }
    if (content instanceof Content.MembersAdded added) {
      return put(Json.object().put("is", "membersAdded"), added.members());
    }
    if (content instanceof Content.MembersRemoved removed) {
      return put(Json.object().put("is", "membersRemoved"), removed.members());
    }
    if (content instanceof Content.MemberLeft) {
      return Json.object().put("is", "memberLeft");
    }
    if (content instanceof Content.RoleChanged changed) {
      return Json.object().put("is", "roleChanged").put("account", changed.account().value()).put("role",
          changed.role().wire());
    }
    if (content instanceof Content.Titled titled) {
      var json = Json.object().put("is", "titled").put("title", titled.title());
      titled.picture().ifPresent(picture -> json.set("picture", MessageContent.write(picture)));
      return json;
    }
    if (content instanceof Content.DevicesChanged changed) {
      var json = Json.object().put("is", "devicesChanged").put("account", changed.account().value());
      put(json, "added", changed.added());
      put(json, "removed", changed.removed());
      return json;
    }
    if (content instanceof Content.Expired expired) {
      return Json.object().put("is", "expired").put("count", expired.count());
    }
    return Json.object().put("is", "notForThisDevice");
  }

  static Content read(JsonNode json) {
    var is = Json.text(json, "is");
    return switch (is) {
      case "text" -> new Content.Text(Json.text(json, "text"));
      case "removed" -> new Content.Removed();
      case "vanished" -> new Content.Vanished();
      case "written" -> edited(MessageContent.readWritten(Json.child(json, "content")), Json.truth(json, "edited"));
      case "unsupported" -> new Content.Unsupported(Json.text(json, "kind"));
      case "refused" -> new Content.Refused(Json.text(json, "reason"));
      case "created" -> new Content.Created(members(json));
      case "membersAdded" -> new Content.MembersAdded(members(json));
      case "membersRemoved" -> new Content.MembersRemoved(members(json));
      case "memberLeft" -> new Content.MemberLeft();
      case "roleChanged" -> new Content.RoleChanged(Json.as(json, "account", AccountId::new),
          Role.of(Json.text(json, "role")));
      case "titled" -> new Content.Titled(Json.text(json, "title"),
          Optional.ofNullable(json.get("picture")).map(MessageContent::picture));
      case "devicesChanged" -> new Content.DevicesChanged(Json.as(json, "account", AccountId::new),
          devices(json, "added"), devices(json, "removed"));
      case "expired" -> new Content.Expired(Json.integer(json, "count"));
      case "notForThisDevice" -> new Content.NotForThisDevice();
      default -> throw new MalformedException("a line of an unknown kind");
    };
  }

  private static boolean isEdited(Content content) {
    return content instanceof Content.Text text && text.edited()
        || content instanceof Content.Media media && media.edited();
  }

  private static Content edited(Content content, boolean edited) {
    if (content instanceof Content.Text text) {
      return new Content.Text(text.text(), text.reply(), text.lifetime(), edited);
    }
    return content instanceof Content.Media media
        ? new Content.Media(media.files(), media.text(), media.reply(), media.lifetime(), edited)
        : content;
  }

  private static ObjectNode put(ObjectNode json, List<AccountId> members) {
    var array = json.putArray("members");
    members.forEach(member -> array.add(member.value()));
    return json;
  }

  private static List<AccountId> members(JsonNode json) {
    return Json.list(json, "members", member -> Json.id(member, AccountId::new));
  }

  private static void put(ObjectNode json, String name, List<DeviceId> devices) {
    var array = json.putArray(name);
    devices.forEach(device -> array.add(device.value()));
  }

  private static List<DeviceId> devices(JsonNode json, String name) {
    return Json.list(json, name, device -> Json.id(device, DeviceId::new));
  }
}
