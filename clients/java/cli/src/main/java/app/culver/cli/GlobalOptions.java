package app.culver.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. */
final class GlobalOptions {
  private static final String DEFAULT_PROFILE = "default";

  @Option(names = "--profile", paramLabel = "NAME", scope = ScopeType.INHERIT) private String profile;

  @Option(names = "--settings", paramLabel = "FILE", scope = ScopeType.INHERIT) private Path settings;

  @Option(names = "--json", scope = ScopeType.INHERIT) private boolean json;

  String profile(Machine machine) {
    return Optional.ofNullable(profile).or(() -> machine.variable("CULVER_PROFILE")).orElse(DEFAULT_PROFILE);
  }

  Optional<Path> settings(Machine machine) {
    return Optional.ofNullable(settings).or(() -> machine.variable("CULVER_SETTINGS").map(Path::of));
  }

  boolean json() {
    return json;
  }
}
