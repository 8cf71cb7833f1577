package app.culver.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.CulverException;
import app.culver.client.crypto.StorageCipher;
import app.culver.client.crypto.StorageKeyFile;
import app.culver.client.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir private Path folder;
  private Path file;
  private StorageCipher cipher;

  @BeforeEach
  void makeKey() throws IOException {
    file = folder.resolve("journal");
    cipher = StorageKeyFile.create(folder.resolve("key"), new char[0], new SecureRandom());
  }

  private Store open() {
    return Store.open(file, cipher, new Random(1));
  }

  private static Batch put(String key, String value) {
    return new Batch().put(key, Json.object().put("value", value));
  }

  private static String value(Store store, String key) {
    return store.get(key).map(json -> Json.text(json, "value")).orElse("none");
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    try (var store = open()) {
      store.write(put("a", "1").put("b", Json.object().put("value", "2")));
      store.write(new Batch().remove("a"));
    }
    try (var store = open()) {
      assertThat(value(store, "a")).isEqualTo("none");
      assertThat(value(store, "b")).isEqualTo("2");
    }
  }

  @Test
  void nothingOfItStandsInTheFile() throws IOException {
    try (var store = open()) {
      store.write(put("canary-key", "canary-value"));
    }
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain("canary");
  }

  @Test
  void anInterruptedWriteIsCutOffWhereverItStopped() throws IOException {
    try (var store = open()) {
      store.write(put("a", "1"));
    }
    var before = Files.readAllBytes(file);
    try (var store = open()) {
      store.write(put("b", "2"));
    }
    var after = Files.readAllBytes(file);
    for (var length = before.length; length < after.length; length++) {
      Files.write(file, Arrays.copyOf(after, length));
      try (var store = open()) {
        assertThat(value(store, "a")).isEqualTo("1");
        assertThat(value(store, "b")).isEqualTo("none");
        store.write(put("c", "3"));
      }
      try (var store = open()) {
        assertThat(value(store, "c")).isEqualTo("3");
      }
    }
  }

  @Test
  void zerosThatAPowerCutLeftAtTheEndAreCutOff() throws IOException {
    try (var store = open()) {
      store.write(put("a", "1"));
    }
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    try (var store = open()) {
      assertThat(value(store, "a")).isEqualTo("1");
    }
  }

  @Test
  void aChangeInTheMiddleIsRefusedAndNothingBehindItIsThrownAway() throws IOException {
    try (var store = open()) {
      for (var i = 0; i < 5; i++) {
        store.write(put("a" + i, "1"));
      }
    }
    var whole = Files.readAllBytes(file);
    for (var place = 40; place < whole.length - 80; place += 7) {
      var changed = whole.clone();
      changed[place] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(this::open).as("byte %s", place).isInstanceOf(CulverException.ProfileUnusable.class);
      assertThat(Files.size(file)).isEqualTo(whole.length);
    }
  }

  @Test
  void anotherKeyIsRefused() throws IOException {
    open().close();
    cipher = StorageKeyFile.create(folder.resolve("other"), new char[0], new SecureRandom());
    assertThatThrownBy(this::open).isInstanceOf(CulverException.ProfileUnusable.class)
        .hasMessageContaining("belongs to another key");
  }

  @Test
  void recordsOfAnotherJournalAreRefused() throws IOException {
    try (var store = open()) {
      store.write(put("a", "old"));
    }
    var old = Files.readAllBytes(file);
    Files.delete(file);
    try (var store = Store.open(file, cipher, new Random(2))) {
      store.write(put("b", "new"));
    }
    var mixed = Files.readAllBytes(file);
    // The header of the new one with the records of the old one.
    System.arraycopy(mixed, 0, old, 0, 26);
    Files.write(file, old);
    assertThatThrownBy(this::open).isInstanceOf(CulverException.ProfileUnusable.class);
  }

  @Test
  void aJournalFullOfOutdatedThingsIsWrittenAnew() throws IOException {
    var expected = new HashMap<String, String>();
    try (var store = open()) {
      var random = new Random(7);
      var filler = "x".repeat(2_000);
      for (var i = 0; i < 2_000; i++) {
        var key = "k" + random.nextInt(20);
        store.write(put(key, filler + i));
        expected.put(key, filler + i);
      }
    }
    assertThat(Files.size(file)).isLessThan(2_500_000);
    try (var store = open()) {
      expected.forEach((key, value) -> assertThat(value(store, key)).isEqualTo(value));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aJournalInAnothersPlaceIsForcedToTheDiskWithItsFolder() throws IOException {
    var recorded = folder.resolve("recorded.jfr");
    try (var recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      open().close();
      recording.stop();
      recording.dump(recorded);
    }
    assertThat(RecordingFile.readAllEvents(recorded)).extracting(event -> Path.of(event.getString("path")))
        .filteredOn(path -> path.startsWith(folder)).containsExactly(folder.resolve("journal.new"), folder);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aJournalThatCannotBeOpenedOrWrittenIsClosed() throws IOException {
    open().close();
    var other = StorageKeyFile.create(folder.resolve("other"), new char[0], new SecureRandom());
    assertThatThrownBy(() -> Store.open(file, other, new Random(1)))
        .isInstanceOf(CulverException.ProfileUnusable.class);
    assertThat(openFiles()).isEmpty();
    Files.write(file, new byte[3]);
    assertThatThrownBy(this::open).isInstanceOf(CulverException.ProfileUnusable.class);
    assertThat(openFiles()).isEmpty();
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    assertThatThrownBy(() -> Journal.replace(file, cipher, new Random(1), List.of()))
        .isInstanceOf(CulverException.ProfileUnusable.class);
    assertThat(openFiles()).isEmpty();
  }

  /** What this process has open in the folder, as Linux tells. */
  private List<Path> openFiles() throws IOException {
    var found = new ArrayList<Path>();
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (var descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor) && Files.readSymbolicLink(descriptor).startsWith(folder)) {
          found.add(Files.readSymbolicLink(descriptor));
        }
      }
    }
    return found;
  }

  @Test
  void rangesAreInTheOrderOfTheKeys() {
    try (var store = open()) {
      store.write(put("a/1", "1").putAll(put("a/2", "2")).putAll(put("a/3", "3")).putAll(put("b/1", "4")));
      assertThat(store.keys("a/")).containsExactly("a/1", "a/2", "a/3");
      assertThat(store.last("a/", "a/3", 1)).extracting(json -> Json.text(json, "value")).containsExactly("2");
      assertThat(store.following("a/", "a/1")).extracting(json -> Json.text(json, "value")).containsExactly("2", "3");
    }
  }

  @Test
  void anErasedStoreIsEmptyOnTheDiskToo() throws IOException {
    try (var store = open()) {
      store.write(put("a", "1"));
      store.erase();
      store.write(put("b", "2"));
    }
    try (var store = open()) {
      assertThat(store.keys("")).containsExactly("b");
    }
  }

  @Test
  void aFolderIsLockedOnceAndFreeAfterwards() {
    var lock = ProfileLock.take(folder);
    assertThatThrownBy(() -> ProfileLock.take(folder)).isInstanceOf(CulverException.ProfileInUse.class);
    assertThatThrownBy(() -> ProfileLock.take(folder.resolve("."))).isInstanceOf(CulverException.ProfileInUse.class);
    lock.close();
    ProfileLock.take(folder).close();
  }
}
