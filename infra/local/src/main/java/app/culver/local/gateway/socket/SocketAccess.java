package app.culver.local.gateway.socket;

import app.culver.local.gateway.AccessLog;
import app.culver.local.gateway.ErrorType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Logs what a WebSocket API has done with an event. The variables are those of the event's own context, and some more.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">its
 *     variables</a>
 */
record SocketAccess(AccessLog log) {

  /** What the function answered, or the gateway about it, after so long. */
  void write(ObjectNode event, int status, Optional<ErrorType> error, Duration integration) {
    var context = context(event, status, error);
    log.write(context.put("integrationLatency", integration.toMillis()));
  }

  /** What the gateway decided without asking a function. */
  void write(ObjectNode event, int status, Optional<ErrorType> error) {
    log.write(context(event, status, error));
  }

  private static ObjectNode context(ObjectNode event, int status, Optional<ErrorType> error) {
    var context = event.withObject("/requestContext").deepCopy().put("status", status);
    error.ifPresent(type -> context.putObject("error").put("responseType", type.name()));
    return context;
  }
}
