package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A frame that a client sent. */
public final class Frame extends SocketRequest {
  private final Optional<String> requestId;
  private final ObjectNode payload;

  Frame(JsonNode event, Invocation invocation, Optional<String> requestId, ObjectNode payload) {
    super(event, invocation);
    this.requestId = requestId;
    this.payload = payload;
  }

  /** What the client calls this request; always there where the contract requires it. */
  public Optional<String> requestId() {
    return requestId;
  }

  /** The closed request without {@code action} and {@code requestId}. */
  public <T> T payload(Class<T> type) {
    return Json.bind(payload, type);
  }

  /** The frame that answers this one: its type, this request's id, then what the body has. */
  public ObjectNode answer(String type, Object body) {
    ObjectNode answer = Json.newObject().put("type", type);
    requestId.ifPresent(id -> answer.put("requestId", id));
    return answer.setAll(Json.tree(body));
  }

  /** The frame that refuses one, by whatever of its id could be read. */
  static ObjectNode error(Optional<String> requestId, Problem problem, Invocation invocation) {
    ObjectNode frame = Json.newObject().put("type", "error");
    requestId.ifPresent(id -> frame.put("requestId", id));
    return frame.set("problem", problem.body(invocation.log().requestId()));
  }
}
