package app.culver.aws.runtime;

import app.culver.aws.json.Json;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One invocation's log: a JSON object per line, so that no field can break out of its line. Nobody passes it a token,
 * ciphertext, key or phone number; of a throwable it keeps the class and the place, and the message only if Culver's own
 * code wrote it.
 */
public final class Log {
  private static final int FRAMES = 12;
  private static final int CAUSES = 4;

  private final Consumer<String> sink;
  private final String requestId;

  public Log(Consumer<String> sink, String requestId) {
    this.sink = sink;
    this.requestId = requestId;
  }

  /**
   * The invocation's log on standard output. Not the context's logger: with the log format JSON that one puts a line's
   * JSON into a string of its own JSON, and a filter would see neither level nor fields.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">Log formats</a>
   */
  public static Log of(Context context) {
    return new Log(System.out::println, context.getAwsRequestId());
  }

  /**
   * The log of what serves many invocations at once and cannot tell for which it acts. Its lines bear the id {@code
   * process} instead of a request's: they tell of what is wrong whichever request found it.
   */
  public static Log ofProcess() {
    return new Log(System.out::println, "process");
  }

  /** The id by which an operator finds this invocation's lines. */
  public String requestId() {
    return requestId;
  }

  /** One event with fields: name, value, name, value ...; values are whole numbers, booleans, or texts. */
  public void info(String event, Object... fields) {
    write("INFO", event, fields, null);
  }

  /** Something out of order that is not Culver's fault and passes by itself, with what was thrown. */
  public void warn(String event, Throwable thrown, Object... fields) {
    write("WARN", event, fields, thrown);
  }

  /** Something that should not happen, with what was thrown. */
  public void error(String event, Throwable thrown, Object... fields) {
    write("ERROR", event, fields, thrown);
  }

  private void write(String level, String event, Object[] fields, Throwable thrown) {
    // The machine's time and not the clock of the domain, which the local cloud sets: lines stand beside those of AWS.
    ObjectNode line = Json.newObject().put("timestamp", Instant.now().toString()).put("level", level)
        .put("event", event).put("requestId", requestId);
    for (int i = 0; i + 1 < fields.length; i += 2) {
      String name = String.valueOf(fields[i]);
      switch (fields[i + 1]) {
        case Integer number -> line.put(name, number);
        case Long number -> line.put(name, number);
        case Boolean flag -> line.put(name, flag);
        case Object value -> line.put(name, printable(value.toString()));
      }
    }
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < CAUSES; depth++, t = t.getCause()) {
      line.withArray("thrown").add(describe(t));
    }
    sink.accept(Json.text(line));
  }

  private static ObjectNode describe(Throwable thrown) {
    ObjectNode node = Json.newObject().put("class", thrown.getClass().getName());
    StackTraceElement[] trace = thrown.getStackTrace();
    if (trace.length > 0 && trace[0].getClassName().startsWith("app.culver.")) {
      node.put("message", printable(String.valueOf(thrown.getMessage())));
    }
    if (thrown instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      node.put("code", aws.awsErrorDetails().errorCode()).put("status", aws.statusCode()).put("awsRequestId",
          aws.requestId());
    }
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < trace.length && i < FRAMES; i++) {
      frames.add(trace[i].getClassName() + "." + trace[i].getMethodName() + ":" + trace[i].getLineNumber());
    }
    frames.forEach(node.withArray("at")::add);
    return node;
  }

  /** JSON escapes line breaks and controls below space; this takes care of what terminals obey above it. */
  private static String printable(String value) {
    String cut = value.length() > 256 ? value.substring(0, 256) : value;
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "\ufffd");
  }
}
