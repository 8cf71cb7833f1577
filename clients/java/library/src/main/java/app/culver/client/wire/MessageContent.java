package app.culver.client.wire;

import app.culver.client.Picture;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.crypto.ProfileKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What an envelope holds: JSON between clients, which the server never sees.
 *
 * @param kind what it is; others than {@code text}, {@code group} and {@code typing} are for newer clients
 * @param text what was written, or the title of a group; empty for other kinds
 * @param picture of a group
 * @param told how the sender knows the members of a group
 * @param profileKey what the sender's names are encrypted under
 */
public record MessageContent(String kind, String text, Optional<Picture> picture, Optional<Told> told,
    Optional<ProfileKey> profileKey) {
  /** A text, in entries alone. */
  public static final String TEXT = "text";
  /** What a group is called, in entries of groups alone. */
  public static final String GROUP = "group";
  /** That someone is typing, in signals alone. */
  public static final String TYPING = "typing";

  /** The members after a change, by its number in the log. */
  public record Told(long change, List<NewMember> members) {}

  public static MessageContent text(String text, Optional<ProfileKey> profileKey) {
    return new MessageContent(TEXT, text, Optional.empty(), Optional.empty(), profileKey);
  }

  public static MessageContent group(String title, Optional<Picture> picture, Optional<Told> told,
      Optional<ProfileKey> profileKey) {
    return new MessageContent(GROUP, title, picture, told, profileKey);
  }

  public static MessageContent typing() {
    return of(TYPING);
  }

  private static MessageContent of(String kind) {
    return new MessageContent(kind, "", Optional.empty(), Optional.empty(), Optional.empty());
  }

  public byte[] write() {
    var json = Json.object().put("kind", kind);
    if (kind.equals(TEXT)) {
      json.put("text", text);
    } else if (kind.equals(GROUP)) {
      json.put("title", text);
      picture.ifPresent(value -> json.set("picture", write(value)));
      told.ifPresent(members -> ChangeJson.members(json.put("change", members.change()), members.members()));
    }
    profileKey.ifPresent(key -> json.put("profileKey", Json.base64(key.expose())));
    return Json.bytes(json);
  }

  /** Writes a picture. */
  public static ObjectNode write(Picture picture) {
    return Json.object().put("type", picture.type()).put("data", picture.data());
  }

  /** Reads a picture. @throws IllegalArgumentException if it is none */
  public static Picture picture(JsonNode json) {
    return new Picture(Json.text(json, "type"), Json.text(json, "data"));
  }

  /** @throws MalformedException if it is not a content */
  public static MessageContent read(byte[] bytes) {
    var json = Json.parse(bytes);
    var kind = Json.text(json, "kind");
    try {
      return switch (kind) {
        case TEXT -> text(Json.text(json, "text"), profileKey(json));
        case GROUP -> group(title(json), Optional.ofNullable(json.get("picture")).map(MessageContent::picture),
            told(json), profileKey(json));
        default -> of(kind);
      };
    } catch (MalformedException alreadySaysWhat) {
      throw alreadySaysWhat;
    } catch (IllegalArgumentException wrongLength) {
      throw new MalformedException(wrongLength.getMessage());
    }
  }

  private static String title(JsonNode json) {
    var title = Json.text(json, "title");
    if (title.isEmpty()) {
      throw new MalformedException("\"title\" must not be empty");
    }
    return title;
  }

  private static Optional<Told> told(JsonNode json) {
    return Json.has(json, "change") && Json.has(json, "members")
        ? Optional.of(new Told(Json.integer(json, "change"), ChangeJson.members(json)))
        : Optional.empty();
  }

  private static Optional<ProfileKey> profileKey(JsonNode json) {
    return Json.optionalBase64(json, "profileKey").map(ProfileKey::new);
  }
}
