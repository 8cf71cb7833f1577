package app.culver.client.wire;

import app.culver.client.Content;
import app.culver.client.MediaFile;
import app.culver.client.MediaKey;
import app.culver.client.Picture;
import app.culver.client.Reference;
import app.culver.client.crypto.MediaChunks;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MediaId;
import app.culver.client.identifier.MessageId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The contents that people write: messages, and what is done to them. */
final class WrittenContent {
  private static final int LONGEST_EMOJI = 64;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_TYPE = 127;
  private static final int MOST_PIXELS = 65_535;
  private static final long SHORTEST_LIFE = 5;
  private static final long LONGEST_LIFE = 31_536_000;
  private static final Pattern TYPE = Pattern
      .compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");

  private WrittenContent() {}

  /** Whether somebody wrote it, so that it can be sent. */
  static boolean is(Content content) {
    return content instanceof Content.Text || content instanceof Content.Media || content instanceof Content.Reacted
        || content instanceof Content.Edited || content instanceof Content.Deleted
        || content instanceof Content.LifetimeSet || content.isSilent();
  }

  static ObjectNode write(Content content) {
    if (content instanceof Content.Text text) {
      return rest(Json.object().put("kind", MessageContent.TEXT).put("text", text.text()), text.reply(),
          text.lifetime());
    }
    if (content instanceof Content.Media media) {
      var json = Json.object().put("kind", "media");
      var files = json.putArray("files");
      media.files().forEach(file -> files.add(write(file)));
      if (!media.text().isEmpty()) {
        json.put("text", media.text());
      }
      return rest(json, media.reply(), media.lifetime());
    }
    if (content instanceof Content.Reacted reacted) {
      var json = to("reaction", reacted.to());
      reacted.emoji().ifPresent(emoji -> json.put("emoji", emoji));
      return json;
    }
    if (content instanceof Content.Edited edited) {
      return to("edit", edited.to()).put("text", edited.text());
    }
    if (content instanceof Content.Deleted deleted) {
      return to("delete", deleted.to());
    }
    if (content instanceof Content.LifetimeSet set) {
      var json = Json.object().put("kind", "lifetime");
      set.lifetime().ifPresent(life -> json.put("seconds", life.toSeconds()));
      return json;
    }
    if (content instanceof Content.Introduced) {
      return Json.object().put("kind", MessageContent.PROFILE);
    }
    if (content instanceof Content.Known known) {
      return Json.parse(known.said());
    }
    throw new IllegalArgumentException("nobody writes that");
  }

  private static ObjectNode rest(ObjectNode json, Optional<Reference> reply, Optional<Duration> lifetime) {
    reply.ifPresent(to -> json.set("reply", write(to)));
    lifetime.ifPresent(life -> json.put("lifetime", life.toSeconds()));
    return json;
  }

  private static ObjectNode to(String kind, Reference to) {
    var json = Json.object().put("kind", kind);
    json.set("to", write(to));
    return json;
  }

  private static ObjectNode write(Reference reference) {
    return Json.object().put("device", reference.device().value()).put("id", reference.id().value());
  }

  private static ObjectNode write(MediaFile file) {
    var json = Json.object().put("media", file.media().value()).put("key", Json.base64(file.key().expose()))
        .put("size", file.size()).put("chunk", file.chunk()).put("type", file.type());
    file.name().ifPresent(name -> json.put("name", name));
    file.dimensions().ifPresent(pixels -> json.put("width", pixels.width()).put("height", pixels.height()));
    file.duration().ifPresent(duration -> json.put("duration", duration.toMillis()));
    if (file.voice()) {
      json.put("voice", true);
    }
    file.thumbnail().ifPresent(picture -> json.set("thumbnail", MessageContent.write(picture)));
    return json;
  }

  /** Empty for a kind that nobody writes. @throws MalformedException if it is not as it should be */
  static Optional<Content> read(String kind, JsonNode json) {
    return switch (kind) {
      case MessageContent.TEXT ->
        Optional.of(new Content.Text(text(json), reply(json), lifetime(json, "lifetime"), false));
      case "media" -> Optional.of(media(json));
      case "reaction" -> Optional.of(new Content.Reacted(to(json), Json.optionalText(json, "emoji").map(emoji -> {
        check(!emoji.isEmpty() && characters(emoji) <= LONGEST_EMOJI, "emoji");
        return emoji;
      })));
      case "edit" -> Optional.of(new Content.Edited(to(json), text(json)));
      case "delete" -> Optional.of(new Content.Deleted(to(json)));
      case "lifetime" -> Optional.of(new Content.LifetimeSet(lifetime(json, "seconds")));
      case MessageContent.PROFILE -> Optional.of(new Content.Introduced());
      case KnownContent.KIND -> Optional.of(KnownContent.read(json).content());
      default -> Optional.empty();
    };
  }

  private static Content media(JsonNode json) {
    var files = Json.list(json, "files", WrittenContent::file);
    check(!files.isEmpty() && files.size() <= Limits.FILES_OF_A_MESSAGE, "files");
    return new Content.Media(files, Json.optionalText(json, "text").orElse(""), reply(json),
        lifetime(json, "lifetime"), false);
  }

  private static MediaFile file(JsonNode json) {
    var type = Json.text(json, "type");
    check(type.length() <= LONGEST_TYPE && TYPE.matcher(type).matches(), "type");
    var name = Json.optionalText(json, "name");
    check(name.isEmpty() || characters(name.get()) <= LONGEST_NAME, "name");
    var size = Json.integer(json, "size");
    var chunk = Json.integer(json, "chunk");
    check(size >= 1 && size <= MediaChunks.MAX_SIZE, "size");
    check(chunk >= MediaChunks.MIN_CHUNK && chunk <= MediaChunks.MAX_CHUNK && chunk % 4096 == 0, "chunk");
    return new MediaFile(Json.as(json, "media", MediaId::new), new MediaKey(Json.base64(json, "key")), size,
        (int) chunk, type, name, dimensions(json),
        Json.has(json, "duration") ? Optional.of(Duration.ofMillis(Json.integer(json, "duration"))) : Optional.empty(),
        Json.has(json, "voice") && Json.truth(json, "voice"), thumbnail(json));
  }

  private static Optional<MediaFile.Dimensions> dimensions(JsonNode json) {
    if (!Json.has(json, "width") || !Json.has(json, "height")) {
      return Optional.empty();
    }
    var width = Json.integer(json, "width");
    var height = Json.integer(json, "height");
    check(width >= 1 && width <= MOST_PIXELS && height >= 1 && height <= MOST_PIXELS, "width");
    return Optional.of(new MediaFile.Dimensions((int) width, (int) height));
  }

  /** What is no thumbnail is left out; the file may be good all the same. */
  private static Optional<Picture> thumbnail(JsonNode json) {
    try {
      return Optional.ofNullable(json.get("thumbnail")).map(MessageContent::picture)
          .filter(picture -> picture.bytes().length <= MediaFile.MAX_THUMBNAIL_BYTES);
    } catch (IllegalArgumentException noThumbnail) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode json) {
    return Json.text(json, "text");
  }

  private static Optional<Reference> reply(JsonNode json) {
    return Json.has(json, "reply") ? Optional.of(reference(json, "reply")) : Optional.empty();
  }

  private static Reference to(JsonNode json) {
    return reference(json, "to");
  }

  private static Reference reference(JsonNode json, String name) {
    var child = Json.child(json, name);
    return new Reference(Json.as(child, "device", DeviceId::new), Json.as(child, "id", MessageId::new));
  }

  static Optional<Duration> lifetime(JsonNode json, String name) {
    if (!Json.has(json, name)) {
      return Optional.empty();
    }
    var seconds = Json.integer(json, name);
    check(seconds >= SHORTEST_LIFE && seconds <= LONGEST_LIFE, name);
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void check(boolean good, String name) {
    if (!good) {
      throw new MalformedException("\"" + name + "\" is out of bounds");
    }
  }
}
