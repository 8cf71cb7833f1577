package app.culver.acceptance.support;

import app.culver.client.Culver;
import app.culver.client.Settings;
import app.culver.client.SignedIn;
import app.culver.client.crypto.StorageKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** Devices with the Java client, each with a profile of its own in a test's folder. */
public final class JavaClient {
  private JavaClient() {}

  /** A new profile. */
  public static Culver open(Settings settings, Path folder, String name) throws IOException {
    return Culver.open(settings, folder.resolve(name),
        StorageKeyFile.create(folder.resolve(name + "-key"), new char[0], new SecureRandom()));
  }

  /** Signs in by the code that the stand-in of Firebase shows. */
  public static SignedIn signIn(Culver client, String number) {
    var code = client.phone().sendCode(number, Optional.empty());
    return client.signIn(code.confirm(code.fromEmulator().orElseThrow()), Optional.empty());
  }
}
