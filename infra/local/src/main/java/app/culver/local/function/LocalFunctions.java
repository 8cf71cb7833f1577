package app.culver.local.function;

import app.culver.local.clock.Skew;
import app.culver.local.gateway.Functions;
import app.culver.local.template.Function;
import app.culver.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The functions of a template, run in this JVM. */
public final class LocalFunctions implements Functions, AutoCloseable {
  private final Template template;
  private final FunctionListener listener;
  private final Path folder;
  private final Map<String, Deployed> functions = new LinkedHashMap<>();
  private volatile Skew skew = Skew.NONE;

  /**
   * Prepares the template's functions; each is loaded when it is first needed.
   *
   * @param surroundings variables that each function gets beside those of the template, which they override
   * @param clock the time that functions see
   */
  public LocalFunctions(Template template, Map<String, String> surroundings, InstantSource clock,
      FunctionListener listener) {
    this.template = template;
    this.listener = listener;
    this.folder = UnpackFolder.make();
    template.functions().forEach(function -> functions.put(function.id(), new Deployed(function,
        new CodeSource(function, folder, environment(function, surroundings), instance -> time(clock, instance),
            listener),
        listener)));
  }

  /** How far instances' clocks are off from now on; {@link Skew#NONE} for not at all. */
  public void skew(Skew next) {
    skew = next;
  }

  private Instant time(InstantSource clock, String instance) {
    return instance == null ? clock.instant() : clock.instant().plus(skew.of(instance));
  }

  /**
   * Makes an instance of a function before it is invoked, as a published snapshot would be.
   *
   * @throws IllegalStateException if it cannot start; the message and cause say why
   */
  public void warm(String function) {
    var deployed = find(function);
    try {
      deployed.giveBack(deployed.borrow());
    } catch (FunctionException failure) {
      throw new IllegalStateException(function + " does not start: " + failure.failed().type() + ": "
          + failure.getMessage(), failure.getCause());
    }
  }

  @Override
  public Invocation invoke(String function, byte[] event) {
    var deployed = find(function);
    Instance instance;
    try {
      instance = deployed.borrow();
    } catch (FunctionException failure) {
      return failure.failed();
    }
    var run = new FunctionListener.Run(function, instance.name(), UUID.randomUUID().toString(), event);
    listener.invoked(run);
    var before = System.nanoTime();
    var limit = Duration.ofSeconds(deployed.function().timeoutSeconds());
    var outcome = instance.run(event, new LocalContext(deployed.function(), template.deployment(), run.requestId(),
        instance.name(), before + limit.toNanos(), line -> listener.printed(function, instance.name(), line)), limit);
    listener.ended(run, outcome, Duration.ofNanos(System.nanoTime() - before));
    deployed.giveBack(instance);
    return outcome;
  }

  /** Kills an instance in the middle of its invocation; false if it is not running one. */
  public boolean kill(String instance) {
    return functions.values().stream().anyMatch(deployed -> deployed.kill(instance));
  }

  /** Whether an instance has timed out or was killed, so that nothing it still does may have an effect. */
  public boolean isDead(String instance) {
    return functions.values().stream().anyMatch(deployed -> deployed.isDead(instance));
  }

  private Deployed find(String function) {
    var deployed = functions.get(function);
    if (deployed == null) {
      throw new IllegalArgumentException("the template has no function " + function);
    }
    return deployed;
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
  private Map<String, String> environment(Function function, Map<String, String> surroundings) {
    var variables = new LinkedHashMap<>(function.environment());
    variables.put("AWS_REGION", template.deployment().region());
    variables.put("AWS_DEFAULT_REGION", template.deployment().region());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.snapStart() ? "1" : "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
    variables.put("TZ", ":UTC");
    variables.putAll(surroundings);
    return variables;
  }

  @Override
  public void close() {
    functions.values().forEach(Deployed::close);
    UnpackFolder.delete(folder);
  }
}
