package app.culver.client.media;

import app.culver.client.CulverException;
import app.culver.client.crypto.MediaChunks;
import app.culver.client.identifier.MediaId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Encrypted files in the profile's folder that wait to be uploaded. */
public final class Spool {
  private final Path folder;

  /** @param folder made when it is needed */
  public Spool(Path folder) {
    this.folder = folder;
  }

  /** Where the bytes of a file come from. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /**
   * Encrypts a file. It is on the disk when this returns.
   *
   * @return the SHA-256 of each chunk
   * @throws CulverException.NotPossible if the file has another length than said, or cannot be read or kept
   */
  public List<byte[]> add(MediaId media, MediaChunks chunks, String name, Source source) {
    var hashes = new ArrayList<byte[]>();
    try {
      Files.createDirectories(folder);
      try (var in = source.open();
          var out = FileChannel.open(path(media), StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE)) {
        for (var index = 0; index < chunks.count(); index++) {
          var sealed = chunks.seal(index, part(in, chunks.length(index)));
          hashes.add(sha256(sealed));
          write(out, sealed);
        }
        if (in.read() != -1) {
          throw new IOException("it has become longer");
        }
        out.force(true);
      }
      return hashes;
    } catch (IOException failed) {
      remove(media);
      throw new CulverException.NotPossible("the file " + name + " cannot be sent: " + reason(failed));
    }
  }

  private static byte[] part(InputStream in, int length) throws IOException {
    var part = in.readNBytes(length);
    if (part.length < length) {
      throw new IOException("it has become shorter");
    }
    return part;
  }

  private static void write(FileChannel out, byte[] bytes) throws IOException {
    for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining();) {
      out.write(buffer);
    }
  }

  private static String reason(IOException failed) {
    return failed instanceof NoSuchFileException ? "it is not there" : failed.getMessage();
  }

  /**
   * A chunk.
   *
   * @param offset where it begins
   * @throws IOException if the file is not there, or not as long
   */
  byte[] read(MediaId media, long offset, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    try (var in = FileChannel.open(path(media), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (in.read(bytes, offset + bytes.position()) < 0) {
          throw new IOException("the encrypted file is shorter than it was");
        }
      }
    }
    return bytes.array();
  }

  /** Lets go of a file. */
  public void remove(MediaId media) {
    try {
      Files.deleteIfExists(path(media));
    } catch (IOException stays) {
      // It is ciphertext, and looked for again at the next start.
    }
  }

  /** Lets go of all but these: what was encrypted, but never queued, or was sent. */
  void retain(Collection<MediaId> wanted) {
    var names = wanted.stream().map(MediaId::value).collect(Collectors.toSet());
    try (var files = Files.list(folder)) {
      for (var file : files.filter(path -> !names.contains(path.getFileName().toString())).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException none) {
      // There is no folder yet, or it is looked through again at the next start.
    }
  }

  private Path path(MediaId media) {
    return folder.resolve(media.value());
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
