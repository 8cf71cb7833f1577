package app.culver.client.wire;

import app.culver.client.Content;
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
 * @param kind what it is
 * @param content what it says; empty for {@link #TYPING} and for kinds that only newer clients know
 * @param told how the sender knows the members of a group
 * @param profileKey what the sender's names are encrypted under
 */
public record MessageContent(String kind, Optional<Content> content, Optional<Told> told,
    Optional<ProfileKey> profileKey) {
  /** A text, in entries alone. */
  static final String TEXT = "text";
  /** What a group is called, in entries of groups alone. */
  private static final String GROUP = "group";
  /** That someone is typing, in signals alone. */
  static final String PROFILE = "profile";
  public static final String TYPING = "typing";

  /** The members after a change, by its number in the log. */
  public record Told(long change, List<NewMember> members) {}

  /**
   * What somebody writes.
   *
   * @param profileKey goes along if there is room for it: see {@link #carriesKey}
   */
  public static MessageContent of(Content content, Optional<ProfileKey> profileKey) {
    return new MessageContent(Json.text(WrittenContent.write(content), "kind"), Optional.of(content), Optional.empty(),
        profileKey.filter(key -> carriesKey(content)));
  }

  public static MessageContent group(Content.Titled titled, Optional<Told> told, Optional<ProfileKey> profileKey) {
    return new MessageContent(GROUP, Optional.of(titled), told, profileKey);
  }

  public static MessageContent typing() {
    return other(TYPING);
  }

  private static MessageContent other(String kind) {
    return new MessageContent(kind, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it is something that somebody writes, be it a message or what is done to one. */
  public static boolean isWritten(Content content) {
    return WrittenContent.is(content);
  }

  /** Whether the key to its sender's names may go along with a content. */
  public static boolean carriesKey(Content content) {
    return content instanceof Content.Text || content instanceof Content.Media || content instanceof Content.Titled
        || content.isSilent();
  }

  public byte[] write() {
    return Json.bytes(json());
  }

  private ObjectNode json() {
    var json = content.filter(WrittenContent::is).map(WrittenContent::write)
        .orElseGet(() -> Json.object().put("kind", kind));
    if (content.orElse(null) instanceof Content.Titled titled) {
      json.put("title", titled.title());
      titled.picture().ifPresent(value -> json.set("picture", write(value)));
      told.ifPresent(members -> ChangeJson.members(json.put("change", members.change()), members.members()));
    }
    profileKey.ifPresent(key -> json.put("profileKey", Json.base64(key.expose())));
    return json;
  }

  /** Writes what somebody writes, without more, to be stored. */
  public static ObjectNode write(Content content) {
    return WrittenContent.write(content);
  }

  /** Reads that again. */
  public static Content readWritten(JsonNode json) {
    return WrittenContent.read(Json.text(json, "kind"), json)
        .orElseThrow(() -> new MalformedException("a content that nobody writes"));
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
      if (kind.equals(GROUP)) {
        return group(titled(json), told(json), profileKey(json));
      }
      if (kind.equals(PROFILE) && profileKey(json).isEmpty()) {
        throw new MalformedException("\"profileKey\" is missing");
      }
      return WrittenContent.read(kind, json)
          .map(content -> new MessageContent(kind, Optional.of(content), Optional.empty(),
              carriesKey(content) ? profileKey(json) : Optional.empty()))
          .orElseGet(() -> other(kind));
    } catch (MalformedException alreadySaysWhat) {
      throw alreadySaysWhat;
    } catch (IllegalArgumentException wrongLength) {
      throw new MalformedException(wrongLength.getMessage());
    }
  }

  /** Reads what a group is called. @throws IllegalArgumentException if it is not as it should be */
  static Content.Titled titled(JsonNode json) {
    return new Content.Titled(title(json), Optional.ofNullable(json.get("picture")).map(MessageContent::picture));
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
