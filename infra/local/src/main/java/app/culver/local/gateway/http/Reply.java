package app.culver.local.gateway.http;

import app.culver.local.gateway.ErrorType;
import app.culver.local.gateway.Json;
import app.culver.local.server.WebResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer, and how it came about.
 *
 * @param integration how long the function took; empty if none was asked
 * @param error why the answer is the gateway's own; empty if it is not, or no error
 */
record Reply(WebResponse answer, Optional<Duration> integration, Optional<ErrorType> error) {

  static Reply of(WebResponse answer) {
    return new Reply(answer, Optional.empty(), Optional.empty());
  }

  static Reply error(int status, String message, ErrorType type) {
    return new Reply(WebResponse.json(status, Json.message(message)), Optional.empty(), Optional.of(type));
  }

  Reply after(Duration took) {
    return new Reply(answer, Optional.of(took), error);
  }

  Reply with(String header, String value) {
    return new Reply(answer.with(header, value), integration, error);
  }
}
