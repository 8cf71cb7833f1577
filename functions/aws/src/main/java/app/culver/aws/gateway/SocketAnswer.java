package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What {@code $connect} and {@code $disconnect} answer; a {@code $connect} below 200 or above 299 opens no socket. */
public record SocketAnswer(int status, Map<String, String> headers) {

  ObjectNode event() {
    ObjectNode event = Json.newObject().put("statusCode", status);
    if (!headers.isEmpty()) {
      event.set("headers", Json.tree(headers));
    }
    return event;
  }
}
