package app.culver.cli;

import app.culver.client.Culver;
import app.culver.client.Settings;
import app.culver.client.crypto.StorageCipher;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the command takes from the machine that it runs on.
 *
 * @param variables of the environment
 * @param home the person's folder
 * @param checkout where Culver's sources are, if the command was started from them
 * @param clock with the time zone that times are shown in
 * @param clients opens a profile
 * @param later runs something after a while
 * @param lines makes the editor that {@code chat} reads from on a terminal
 * @param atInterrupt takes what is to be done when the person ends the program by Ctrl-C
 */
record Machine(Map<String, String> variables, Path home, Optional<Path> checkout, Clock clock, Console console,
    TypingLine.Later later, Clients clients, LineSource.Factory lines, Consumer<Runnable> atInterrupt) {

  /** Opens a profile: {@link Culver#open}, but in tests. */
  @FunctionalInterface
  interface Clients {
    Culver open(Settings settings, Path folder, StorageCipher storage);
  }

  /** A variable of the environment; empty if it is not set or set to nothing. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
