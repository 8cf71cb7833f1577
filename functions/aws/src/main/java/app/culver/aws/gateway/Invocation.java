package app.culver.aws.gateway;

import app.culver.aws.runtime.Log;
import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.function.IntSupplier;

/** What surrounds one run of a handler: its log, whose request id problems name, and how long it may still run. */
public record Invocation(Log log, IntSupplier remainingMillis) {

  static Invocation of(Context context) {
    return new Invocation(Log.of(context), context::getRemainingTimeInMillis);
  }

  /** How long the invocation may still run. */
  public Duration remaining() {
    return Duration.ofMillis(remainingMillis.getAsInt());
  }
}
