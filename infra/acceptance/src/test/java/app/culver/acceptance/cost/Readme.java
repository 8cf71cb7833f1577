package app.culver.acceptance.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The README's table of costs, which is what is measured. */
final class Readme {
  private Readme() {}

  /** Fails if the README tells something else, or nothing. Depths are left out, which may be less than told. */
  static void tells(String name, Cost cost) {
    var row = cost.row(name);
    assertThat(text()).as("README.md, What a message costs")
        .contains(row.substring(0, row.lastIndexOf("| ", row.length() - 3)));
  }

  private static String text() {
    try {
      return Files.readString(Path.of(System.getProperty("culver.root"), "README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
