package app.culver.client.profile;

import app.culver.client.Culver;
import app.culver.client.crypto.StorageKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Profiles on a real disk, and a model server behind real HTTP and WebSockets. */
abstract class RealProfiles {
  @TempDir Path folder;
  RealServer server;
  private final List<Culver> open = new ArrayList<>();

  @BeforeEach
  final void startServer() throws IOException {
    server = new RealServer();
  }

  @AfterEach
  final void closeAll() {
    open.forEach(Culver::close);
    server.close();
  }

  /** Opens a profile, which is made the first time. */
  final Culver open(String name) throws IOException {
    var profile = Files.createDirectories(folder.resolve(name));
    var key = profile.resolve("key");
    var storage = Files.exists(key)
        ? StorageKeyFile.open(key, new char[0], new SecureRandom())
        : StorageKeyFile.create(key, new char[0], new SecureRandom());
    var culver = Culver.open(server.settings(), profile, storage);
    open.add(culver);
    return culver;
  }

  /** Opens a profile of somebody, and signs them in. */
  final Culver signedIn(String name) throws IOException {
    var culver = open(name);
    culver.signIn("token-of-" + name, Optional.of(name + "'s laptop"));
    return culver;
  }
}
