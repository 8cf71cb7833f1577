package app.culver.aws.runtime;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The function's environment variables. */
public final class Environment {
  private final UnaryOperator<String> variables;

  /** Variables from elsewhere: the operator answers null for one that is not set. */
  public Environment(UnaryOperator<String> variables) {
    this.variables = variables;
  }

  /** The variables of this process. */
  public static Environment ofProcess() {
    // Not a method reference: the local cloud redirects the call to give each function variables of its own.
    return new Environment(name -> System.getenv(name));
  }

  /** @throws IllegalStateException if it is not set or blank, naming it */
  public String required(String name) {
    String value = variables.apply(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("environment variable " + name + " is not set");
    }
    return value.strip();
  }

  /** Whether the variable is set to anything but blanks. */
  public boolean has(String name) {
    String value = variables.apply(name);
    return value != null && !value.isBlank();
  }

  /** The parts between commas, without blanks around them and without empty ones; at least one. */
  public List<String> list(String name) {
    List<String> parts = Stream.of(required(name).split(",")).map(String::strip).filter(part -> !part.isEmpty())
        .toList();
    if (parts.isEmpty()) {
      throw new IllegalStateException("environment variable " + name + " is an empty list");
    }
    return parts;
  }

  /** A whole number of at least 1, or the fallback if the variable is not set. */
  public int positive(String name, int fallback) {
    if (!has(name)) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(required(name));
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalStateException("environment variable " + name + " is not a whole number of at least 1");
  }
}
