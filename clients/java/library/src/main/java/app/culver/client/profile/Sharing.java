package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.MediaFile;
import app.culver.client.MediaKey;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import app.culver.client.crypto.MediaChunks;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.Identifier;
import app.culver.client.identifier.MediaId;
import app.culver.client.media.PictureMetadata;
import app.culver.client.media.Spool;
import app.culver.client.store.Batch;
import app.culver.client.wire.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sending files and getting them. */
final class Sharing {
  /** A network that takes 15 KB/s brings one within the time that a call may take. */
  private static final int CHUNK = 512 * 1024;
  private static final int LONGEST_NAME = 255;
  private static final String ANY_TYPE = "application/octet-stream";

  private final Parts parts;
  private final Calls calls;
  private final Writing writing;

  Sharing(Parts parts, Calls calls, Writing writing) {
    this.parts = parts;
    this.calls = calls;
    this.writing = writing;
  }

  /** An encrypted file, with the hash of each of its chunks. */
  private record Encrypted(MediaFile file, MediaChunks chunks, List<byte[]> hashes) {}

  /** Encrypts on the thread of the caller, which takes as long as reading the files; everything else on the loop. */
  Outgoing send(ConversationId conversation, List<Path> files, String text, boolean unchanged) {
    if (files.isEmpty() || files.size() > Limits.FILES_OF_A_MESSAGE) {
      throw new CulverException.NotPossible("a message has 1 to " + Limits.FILES_OF_A_MESSAGE + " files");
    }
    calls.run(() -> writing.checkSealable(conversation));
    var all = new ArrayList<Encrypted>();
    try {
      files.forEach(file -> all.add(encrypted(conversation, unchanged ? source(file) : cleaned(file))));
      return calls.now(() -> queue(conversation, all, text));
    } catch (CulverException failed) {
      all.forEach(each -> parts.spool.remove(each.file().media()));
      throw failed;
    }
  }

  private Outgoing queue(ConversationId conversation, List<Encrypted> all, String text) {
    var batch = new Batch();
    all.forEach(each -> parts.uploads.add(conversation, each.file(), each.chunks(), each.hashes(), batch));
    var content = new Content.Media(all.stream().map(Encrypted::file).toList(), text, Optional.empty(),
        parts.history.lifetime(conversation), false);
    var outgoing = writing.send(conversation, content, batch);
    parts.uploads.wake();
    return outgoing;
  }

  /** What is encrypted of a file. */
  private record Plain(Path path, long size, Spool.Source source) {}

  private static Plain source(Path path) {
    return new Plain(path, size(path), () -> Files.newInputStream(path));
  }

  /** A picture without where and when it was taken; anything else as it is. */
  private static Plain cleaned(Path path) {
    var plain = source(path);
    try {
      try (var in = Files.newInputStream(path)) {
        if (!PictureMetadata.isPicture(in.readNBytes(PictureMetadata.HEAD))) {
          return plain;
        }
      }
      return PictureMetadata.remove(Files.readAllBytes(path))
          .map(bytes -> new Plain(path, bytes.length, () -> new ByteArrayInputStream(bytes))).orElse(plain);
    } catch (IOException unreadable) {
      throw unreadable(path);
    }
  }

  private Encrypted encrypted(ConversationId conversation, Plain plain) {
    var bytes = new byte[Identifier.BYTES];
    parts.random.nextBytes(bytes);
    var path = plain.path();
    var file = MediaFile.plain(MediaId.of(bytes), MediaKey.generate(parts.random), plain.size(), CHUNK, type(path),
        name(path));
    var chunks = new MediaChunks(file.key(), conversation, file.media(), file.size(), CHUNK);
    return new Encrypted(file, chunks,
        parts.spool.add(file.media(), chunks, path.getFileName().toString(), plain.source()));
  }

  private static long size(Path path) {
    try {
      var size = Files.size(path);
      if (!Files.isRegularFile(path) || size < 1 || size > MediaChunks.MAX_SIZE) {
        throw new CulverException.NotPossible("the file " + path.getFileName() + " cannot be sent: "
            + (size < 1 ? "it is empty" : "it is larger than 100 MiB, or no file at all"));
      }
      return size;
    } catch (IOException unreadable) {
      throw unreadable(path);
    }
  }

  private static CulverException unreadable(Path path) {
    return new CulverException.NotPossible("the file " + path.getFileName() + " cannot be read");
  }

  /** By its name, as the platform knows it: others are not to believe it anyway. */
  private static String type(Path path) {
    try {
      var type = Files.probeContentType(path);
      return type == null ? ANY_TYPE : type.toLowerCase(Locale.ROOT).split(";")[0].strip();
    } catch (IOException unknown) {
      return ANY_TYPE;
    }
  }

  private static String name(Path path) {
    var name = path.getFileName().toString();
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
  }

  CompletableFuture<Void> save(Message message, int number, Path target) {
    if (!(message.content() instanceof Content.Media media) || number < 0 || number >= media.files().size()) {
      throw new CulverException.NotPossible("that message has no such file");
    }
    return parts.downloads.get(message.conversation(), media.files().get(number), target.toAbsolutePath());
  }
}
