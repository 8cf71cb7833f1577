package app.culver.client.wire;

import app.culver.client.Picture;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What an encrypted profile holds. What newer clients put into it is kept. */
public final class ProfileContent {
  /** How many bytes a picture has at most. */
  public static final int MAX_PICTURE_BYTES = 5000;

  private final ObjectNode json;

  private ProfileContent(ObjectNode json) {
    this.json = json;
  }

  /** Of somebody who has told nothing yet. */
  public static ProfileContent empty() {
    return new ProfileContent(Json.object());
  }

  /** @throws MalformedException if it is no JSON object */
  public static ProfileContent read(byte[] bytes) {
    return new ProfileContent(Json.parse(bytes));
  }

  public byte[] write() {
    return Json.bytes(json);
  }

  /** Empty if there is none, or something else stands in its place. */
  public Optional<String> name() {
    return Optional.ofNullable(json.path("name").textValue());
  }

  /** Empty if there is none, or one that is too large or of another type. */
  public Optional<Picture> picture() {
    try {
      return Json.has(json, "picture")
          ? Optional.of(MessageContent.picture(json.get("picture")))
              .filter(picture -> picture.bytes().length <= MAX_PICTURE_BYTES)
          : Optional.empty();
    } catch (IllegalArgumentException noPicture) {
      return Optional.empty();
    }
  }

  public ProfileContent withName(String name) {
    var changed = json.deepCopy();
    changed.put("name", name);
    return new ProfileContent(changed);
  }

  public ProfileContent withPicture(Optional<Picture> picture) {
    var changed = json.deepCopy();
    changed.remove("picture");
    picture.ifPresent(value -> changed.set("picture", MessageContent.write(value)));
    return new ProfileContent(changed);
  }
}
