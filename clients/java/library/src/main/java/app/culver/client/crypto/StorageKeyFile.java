package app.culver.client.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.PasswordConverter;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A random storage key of 256 bits, kept in a file of mode 0600: as it is, or encrypted under a key that Argon2id (RFC
 * 9106) derives from a passphrase. It seals with AES-256-GCM under fresh random nonces.
 *
 * <p>The file is {@code CULVERKEY}, one byte for the form (1 plain, 2 passphrase), then the key; with a passphrase:
 * salt (16), memory in KiB (4), passes (4), lanes (4), nonce (12), encrypted key (48), all before the nonce
 * authenticated.
 */
public final class StorageKeyFile implements StorageCipher {
  private static final byte[] PLAIN_HEADER = {'C', 'U', 'L', 'V', 'E', 'R', 'K', 'E', 'Y', 1};
  private static final byte[] PASSPHRASE_HEADER = {'C', 'U', 'L', 'V', 'E', 'R', 'K', 'E', 'Y', 2};
  private static final int SALT_BYTES = 16;
  private static final int PARAMETER_BYTES = PASSPHRASE_HEADER.length + SALT_BYTES + 3 * Integer.BYTES;
  /** RFC 9106, section 4, the second recommended option: 64 MiB, 3 passes, 4 lanes. */
  private static final int MEMORY_KIB = 64 * 1024;
  private static final int PASSES = 3;
  private static final int LANES = 4;

  private final byte[] key;
  private final SecureRandom random;

  private StorageKeyFile(byte[] key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** A passphrase is needed and none was given, or it is not the right one. */
  public static final class PassphraseException extends IOException {
    private PassphraseException(String message) {
      super(message);
    }
  }

  /**
   * Makes a new key and writes the file, instead of any other.
   *
   * @param passphrase empty to store the key as it is
   */
  public static StorageKeyFile create(Path file, char[] passphrase, SecureRandom random) throws IOException {
    var key = new byte[AesGcm.KEY_BYTES];
    random.nextBytes(key);
    var storage = new StorageKeyFile(key, random);
    storage.write(file, passphrase);
    return storage;
  }

  /**
   * Reads the key.
   *
   * @param passphrase empty if none was set
   * @throws PassphraseException if it is missing or wrong
   * @throws IOException if the file cannot be read, is damaged, or may be read by other users
   */
  public static StorageKeyFile open(Path file, char[] passphrase, SecureRandom random) throws IOException {
    if (PrivateFiles.isExposed(file)) {
      throw new IOException(file + " may be read by other users: run chmod 600 on it");
    }
    var bytes = Files.readAllBytes(file);
    if (startsWith(bytes, PLAIN_HEADER) && bytes.length == PLAIN_HEADER.length + AesGcm.KEY_BYTES) {
      return new StorageKeyFile(Arrays.copyOfRange(bytes, PLAIN_HEADER.length, bytes.length), random);
    }
    if (!startsWith(bytes, PASSPHRASE_HEADER) || bytes.length < PARAMETER_BYTES) {
      throw new IOException(file + " is not a storage key");
    }
    if (passphrase.length == 0) {
      throw new PassphraseException("a passphrase is needed");
    }
    var parameters = Arrays.copyOf(bytes, PARAMETER_BYTES);
    try {
      return new StorageKeyFile(AesGcm.openWithNonce(derive(parameters, passphrase), parameters,
          Arrays.copyOfRange(bytes, PARAMETER_BYTES, bytes.length)), random);
    } catch (UndecryptableException wrong) {
      throw new PassphraseException("the passphrase is wrong");
    }
  }

  /** Whether the key in the file needs a passphrase. */
  public static boolean needsPassphrase(Path file) throws IOException {
    return startsWith(Files.readAllBytes(file), PASSPHRASE_HEADER);
  }

  /** Writes the same key under another passphrase, or as it is if that is empty: nothing else is encrypted anew. */
  public void write(Path file, char[] passphrase) throws IOException {
    if (passphrase.length == 0) {
      PrivateFiles.write(file, concat(PLAIN_HEADER, key));
      return;
    }
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var parameters = ByteBuffer.allocate(PARAMETER_BYTES).put(PASSPHRASE_HEADER).put(salt).putInt(MEMORY_KIB)
        .putInt(PASSES).putInt(LANES).array();
    PrivateFiles.write(file,
        concat(parameters, AesGcm.sealWithNonce(random, derive(parameters, passphrase), parameters, key)));
  }

  @Override
  public byte[] seal(String label, byte[] plaintext) {
    return AesGcm.sealWithNonce(random, key, label(label), plaintext);
  }

  @Override
  public byte[] open(String label, byte[] sealed) throws UndecryptableException {
    return AesGcm.openWithNonce(key, label(label), sealed);
  }

  private static byte[] label(String label) {
    return Fields.of("culver storage v1").text(label).encode();
  }

  private static byte[] derive(byte[] parameters, char[] passphrase) throws IOException {
    var stored = ByteBuffer.wrap(parameters, PASSPHRASE_HEADER.length, parameters.length - PASSPHRASE_HEADER.length);
    var salt = new byte[SALT_BYTES];
    stored.get(salt);
    var memory = stored.getInt();
    var passes = stored.getInt();
    var lanes = stored.getInt();
    if (memory < 8 || memory > 1 << 21 || passes < 1 || passes > 64 || lanes < 1 || lanes > 64) {
      throw new IOException("the storage key is damaged");
    }
    var argon2 = new Argon2BytesGenerator();
    argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withSalt(salt).withMemoryAsKB(memory).withIterations(passes).withParallelism(lanes)
        .withCharToByteConverter(PasswordConverter.UTF8).build());
    var derived = new byte[AesGcm.KEY_BYTES];
    argon2.generateBytes(passphrase, derived);
    return derived;
  }

  private static boolean startsWith(byte[] bytes, byte[] header) {
    return bytes.length >= header.length && Arrays.equals(bytes, 0, header.length, header, 0, header.length);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
