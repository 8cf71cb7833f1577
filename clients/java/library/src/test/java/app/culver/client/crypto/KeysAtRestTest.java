package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysAtRestTest {
  private static final char[] NONE = {};
  private static final char[] PASSPHRASE = "correct horse, Batteriehefter 🔑".toCharArray();

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();
  private Path keyFile;
  private Path devicesFile;

  @BeforeEach
  void inAFolderThatDoesNotExistYet() {
    keyFile = folder.resolve("profile/storage.key");
    devicesFile = folder.resolve("profile/device.keys");
  }

  @Test
  void deviceKeysComeBackAsTheyWere() throws Exception {
    var keys = DeviceKeys.generate(random);
    new DeviceKeyStore(devicesFile, StorageKeyFile.create(keyFile, NONE, random)).save(keys);
    var loaded = new DeviceKeyStore(devicesFile, StorageKeyFile.open(keyFile, NONE, random)).load().orElseThrow();
    assertThat(loaded.signingKey()).isEqualTo(keys.signingKey());
    assertThat(loaded.sealingKey()).isEqualTo(keys.sealingKey());
    var signed = Fields.of("culver test v1");
    assertThat(P256.verify(keys.signingKey(), signed.encode(), loaded.sign(signed))).isTrue();
  }

  @Test
  void withAPassphraseNeitherFileNorAnythingBesideHoldsAKeyInTheClear() throws Exception {
    var storage = StorageKeyFile.create(keyFile, PASSPHRASE, random);
    var keys = DeviceKeys.generate(random);
    new DeviceKeyStore(devicesFile, storage).save(keys);
    var secret = HexFormat.of().formatHex(keys.write());
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).doesNotContain(secret.substring(2, 66))
            .doesNotContain(secret.substring(66));
      }
    }
    assertThat(StorageKeyFile.needsPassphrase(keyFile)).isTrue();
    var reopened = StorageKeyFile.open(keyFile, PASSPHRASE, random);
    assertThat(new DeviceKeyStore(devicesFile, reopened).load()).isPresent();
  }

  @Test
  void aWrongOrMissingPassphraseIsToldFromDamage() throws Exception {
    StorageKeyFile.create(keyFile, PASSPHRASE, random);
    assertThatThrownBy(() -> StorageKeyFile.open(keyFile, "wrong".toCharArray(), random))
        .isInstanceOf(StorageKeyFile.PassphraseException.class).hasMessageContaining("wrong");
    assertThatThrownBy(() -> StorageKeyFile.open(keyFile, NONE, random))
        .isInstanceOf(StorageKeyFile.PassphraseException.class).hasMessageContaining("needed");
    Files.write(keyFile, new byte[]{1, 2, 3});
    assertThatThrownBy(() -> StorageKeyFile.open(keyFile, NONE, random)).isInstanceOf(IOException.class)
        .isNotInstanceOf(StorageKeyFile.PassphraseException.class).hasMessageContaining("not a storage key");
  }

  @Test
  void parametersThatWouldExhaustMemoryAreNotObeyed() throws Exception {
    StorageKeyFile.create(keyFile, PASSPHRASE, random);
    var bytes = Files.readAllBytes(keyFile);
    Arrays.fill(bytes, 26, 30, (byte) 0x7f);
    Files.write(keyFile, bytes);
    assertThatThrownBy(() -> StorageKeyFile.open(keyFile, PASSPHRASE, random)).hasMessageContaining("damaged");
  }

  @Test
  void thePassphraseChangesWithoutEncryptingAnythingAnew() throws Exception {
    var storage = StorageKeyFile.create(keyFile, NONE, random);
    var sealed = storage.seal("state", new byte[]{1, 2, 3});
    storage.write(keyFile, PASSPHRASE);
    assertThat(StorageKeyFile.open(keyFile, PASSPHRASE, random).open("state", sealed)).containsExactly(1, 2, 3);
  }

  @Test
  void filesAreForTheirOwnerAlone() throws Exception {
    new DeviceKeyStore(devicesFile, StorageKeyFile.create(keyFile, NONE, random)).save(DeviceKeys.generate(random));
    for (var file : new Path[]{keyFile, devicesFile}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile.getParent())))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> StorageKeyFile.open(keyFile, NONE, random)).hasMessageContaining("chmod 600");
  }

  @Test
  void whatWasSealedUnderAnotherLabelOrChangedDoesNotOpen() throws Exception {
    var storage = StorageKeyFile.create(keyFile, NONE, random);
    var sealed = storage.seal("one", new byte[]{1});
    assertThatThrownBy(() -> storage.open("other", sealed)).isInstanceOf(UndecryptableException.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> storage.open("one", sealed)).isInstanceOf(UndecryptableException.class);
    assertThatThrownBy(() -> storage.open("one", new byte[3])).isInstanceOf(UndecryptableException.class);
  }

  @Test
  void deletedKeysAreGoneAndNoneIsNoFault() throws Exception {
    var store = new DeviceKeyStore(devicesFile, StorageKeyFile.create(keyFile, NONE, random));
    assertThat(store.load()).isEmpty();
    store.save(DeviceKeys.generate(random));
    store.delete();
    store.delete();
    assertThat(store.load()).isEmpty();
  }

  @Test
  void secretsHaveNoTextOfTheirOwn() throws Exception {
    for (var type : new Class<?>[]{DeviceKeys.class, ProfileKey.class, StorageKeyFile.class}) {
      assertThat(type.getMethod("toString").getDeclaringClass()).isEqualTo(Object.class);
    }
  }
}
