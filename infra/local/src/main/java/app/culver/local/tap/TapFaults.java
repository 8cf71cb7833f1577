package app.culver.local.tap;

import app.culver.local.server.WebResponse;
import java.time.Duration;

/** What goes wrong between functions and services. */
@FunctionalInterface
public interface TapFaults {

  /** Nothing goes wrong. */
  TapFaults NONE = (service, operation, instance, request) -> new Fault.None();

  /** Asked before each call of a function. */
  Fault on(String service, String operation, String instance, byte[] request);

  /** What becomes of a call. */
  sealed interface Fault {

    /** It is carried out. */
    record None() implements Fault {}

    /** It is answered so and not carried out. */
    record Answered(WebResponse answer) implements Fault {

      /** An error of a service with a JSON protocol, such as {@code ProvisionedThroughputExceededException}. */
      public static Answered error(int status, String type, String message) {
        return new Answered(WebResponse.json(status, "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}")
            .with("x-amzn-ErrorType", type));
      }
    }

    /** It is carried out, and its answer is lost: the caller gets a 500. */
    record Lost() implements Fault {}

    /** It is carried out this much later, in real time. */
    record Late(Duration delay) implements Fault {}

    /** The instance is killed, before the call is carried out or just after. */
    record Killed(boolean carriedOut) implements Fault {}
  }
}
