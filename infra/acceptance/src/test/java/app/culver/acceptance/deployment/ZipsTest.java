package app.culver.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployables: what they weigh, what is in them, and that building them again makes the same ones. */
class ZipsTest {
  private static final long MEGABYTE = 1_000_000;
  /** firebase-admin and what it needs make up the difference. */
  private static final Map<String, Long> LIMITS = Map.of("sessions", 30 * MEGABYTE, "push", 30 * MEGABYTE);
  private static final long LIMIT = 16 * MEGABYTE;

  @ParameterizedTest
  @MethodSource("zips")
  void isSmallEnough(Path zip) {
    var name = zip.getFileName().toString().replace(".zip", "");

    assertThat(entries(zip).values().stream().mapToLong(ZipEntry::getSize).sum()).as("bytes of %s, unpacked", name)
        .isPositive().isLessThanOrEqualTo(LIMITS.getOrDefault(name, LIMIT));
  }

  /** Lambda's class path is the root and the jars in lib/; what lies elsewhere would be weight. */
  @ParameterizedTest
  @MethodSource("zips")
  void holdsJarsInItsLibraryAndNothingElse(Path zip) {
    assertThat(entries(zip).keySet()).allMatch(name -> name.equals("lib/") || name.matches("lib/[^/]+\\.jar"))
        .anyMatch(name -> name.startsWith("lib/culver-core"));
  }

  @Test
  void buildingAgainMakesTheSameBytes() {
    Command.run(Map.of(), "infra/tools/check-reproducible").expectSuccess();
  }

  /** One for each {@code CodeUri} of the template. */
  static Stream<Path> zips() throws IOException {
    try (var lines = Files.lines(Command.ROOT.resolve("template.yaml"))) {
      return lines.map(String::strip).filter(line -> line.startsWith("CodeUri: "))
          .map(line -> Command.ROOT.resolve(line.substring("CodeUri: ".length()))).distinct().toList().stream();
    }
  }

  private static Map<String, ZipEntry> entries(Path zip) {
    var entries = new TreeMap<String, ZipEntry>();
    try (var file = new ZipFile(zip.toFile())) {
      file.stream().forEach(entry -> entries.put(entry.getName(), entry));
    } catch (IOException e) {
      throw new AssertionError(zip + " is not built", e);
    }
    return entries;
  }
}
