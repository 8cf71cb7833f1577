package app.culver.client.wire;

import app.culver.client.crypto.ProfileKey;
import java.util.Optional;

/**
 * What an envelope holds: JSON between clients, which the server never sees.
 *
 * @param kind what it is; others than {@code text} and {@code typing} are for newer clients
 * @param text empty unless the kind is {@code text}
 * @param profileKey what the sender's names are encrypted under
 */
public record MessageContent(String kind, String text, Optional<ProfileKey> profileKey) {
  /** A text, in entries alone. */
  public static final String TEXT = "text";
  /** That someone is typing, in signals alone. */
  public static final String TYPING = "typing";

  public static MessageContent text(String text, Optional<ProfileKey> profileKey) {
    return new MessageContent(TEXT, text, profileKey);
  }

  public static MessageContent typing() {
    return new MessageContent(TYPING, "", Optional.empty());
  }

  public byte[] write() {
    var json = Json.object().put("kind", kind);
    if (kind.equals(TEXT)) {
      json.put("text", text);
    }
    profileKey.ifPresent(key -> json.put("profileKey", Json.base64(key.expose())));
    return Json.bytes(json);
  }

  /** @throws MalformedException if it is not a content */
  public static MessageContent read(byte[] bytes) {
    var json = Json.parse(bytes);
    var kind = Json.text(json, "kind");
    if (!kind.equals(TEXT)) {
      return new MessageContent(kind, "", Optional.empty());
    }
    try {
      return text(Json.text(json, "text"), Json.optionalBase64(json, "profileKey").map(ProfileKey::new));
    } catch (MalformedException alreadySaysWhat) {
      throw alreadySaysWhat;
    } catch (IllegalArgumentException wrongLength) {
      throw new MalformedException("\"profileKey\" must be 32 bytes");
    }
  }
}
