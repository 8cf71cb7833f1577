package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code clients/java/culver}, in a checkout of its own with stand-ins for Java. */
class LauncherTest {
  private static final String SAY = "#!/bin/sh\necho \"$0 $*\"\n";

  @TempDir private Path folder;
  private Path launcher;
  private Path program;

  @BeforeEach
  void aBuiltCheckout() throws Exception {
    launcher = folder.resolve("checkout/clients/java/culver");
    program = folder.resolve("checkout/clients/java/cli/target/culver-cli-1.0.0.jar");
    Terminal.write(program, "a jar");
    Files.copy(Path.of(System.getProperty("culver.root"), "clients/java/culver"), launcher);
  }

  private Path java(String name, String version) throws Exception {
    var home = folder.resolve(name);
    Terminal.write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Terminal.write(home.resolve("bin/java"), SAY);
    assertThat(home.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    return home;
  }

  @Test
  void java25IsFoundAlthoughJavaHomeIsOlder() throws Exception {
    var environment = Map.of("JAVA_HOME", java("seventeen", "17.0.15").toString(), "CULVER_JAVA_HOME",
        java("new", "25.0.3").toString());
    assertThat(run(environment, "send", "bob", "two words")).startsWith(folder.resolve("new/bin/java").toString())
        .contains("-jar " + program + " send bob two words", "-Dculver.checkout=" + folder.resolve("checkout"));
  }

  @Test
  void javaHomeIsTakenIfItIsNewEnough() throws Exception {
    assertThat(run(Map.of("JAVA_HOME", java("newer", "26").toString()), "--help"))
        .startsWith(folder.resolve("newer/bin/java").toString());
  }

  @Test
  void itWorksThroughALinkOnThePath() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("culver"), launcher);
    launcher = link;
    assertThat(run(Map.of("CULVER_JAVA_HOME", java("new", "25.0.3").toString()), "--help"))
        .contains("-jar " + program);
  }

  @Test
  void aCheckoutThatIsNotBuiltIsToldInOneLine() throws Exception {
    Files.delete(program);
    assertThat(run(Map.of("CULVER_JAVA_HOME", java("new", "25.0.3").toString()), "--help")).hasLineCount(1)
        .contains("not built");
  }

  private String run(Map<String, String> environment, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
    builder.environment().putAll(environment);
    var process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
