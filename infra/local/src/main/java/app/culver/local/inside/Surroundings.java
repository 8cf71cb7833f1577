package app.culver.local.inside;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Takes the place of {@link System} for one function: its environment, output and time. Static, because what it replaces
 * is; there is one for each function, since each has a class loader of its own.
 */
public final class Surroundings {
  // Inherited by the threads that an instance makes, so that their clients and lines are known to be its own.
  private static final InheritableThreadLocal<String> INSTANCE = new InheritableThreadLocal<>();

  private static volatile Map<String, String> environment = Map.of();
  private static volatile Function<String, Instant> time = instance -> Instant.now();
  private static volatile BiConsumer<String, String> log = (instance, line) -> {};

  /** Where {@code System.out} leads. */
  public static final PrintStream out = new PrintStream(new Lines(), true, StandardCharsets.UTF_8);

  /** Where {@code System.err} leads. */
  public static final PrintStream err = new PrintStream(new Lines(), true, StandardCharsets.UTF_8);

  private Surroundings() {}

  /** Called by the host, before anything of the function is loaded. @param clocks the time that each instance sees */
  public static void install(Map<String, String> variables, Function<String, Instant> clocks,
      BiConsumer<String, String> lines) {
    environment = Map.copyOf(variables);
    time = clocks;
    log = lines;
  }

  /** Called by the host on an instance's own thread, before the instance is made. */
  public static void enter(String instance) {
    INSTANCE.set(instance);
  }

  /** Takes the place of {@link System#getenv(String)}. */
  public static String getenv(String name) {
    // The SDK names the caller in each request's User-Agent, by which the host knows whose call it is.
    return name.equals("AWS_SDK_UA_APP_ID") ? INSTANCE.get() : environment.get(name);
  }

  /** Takes the place of {@link System#getenv()}. */
  public static Map<String, String> getenv() {
    var all = new LinkedHashMap<>(environment);
    if (INSTANCE.get() != null) {
      all.put("AWS_SDK_UA_APP_ID", INSTANCE.get());
    }
    return Map.copyOf(all);
  }

  static Instant now() {
    return time.apply(INSTANCE.get());
  }

  /** Hands whole lines to the host. Each thread gathers its own, so that lines do not mix. */
  private static final class Lines extends OutputStream {
    private final ThreadLocal<ByteArrayOutputStream> bytes = ThreadLocal.withInitial(ByteArrayOutputStream::new);

    @Override
    public void write(int value) {
      if (value == '\n') {
        log.accept(INSTANCE.get(), bytes.get().toString(StandardCharsets.UTF_8));
        bytes.get().reset();
      } else {
        bytes.get().write(value);
      }
    }
  }
}
