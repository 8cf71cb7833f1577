package app.culver.aws.gateway;

import app.culver.aws.runtime.Log;
import com.amazonaws.services.lambda.runtime.Context;

/** What surrounds one run of a handler: its log, whose request id problems name. */
public record Invocation(Log log) {

  static Invocation of(Context context) {
    return new Invocation(Log.of(context));
  }
}
