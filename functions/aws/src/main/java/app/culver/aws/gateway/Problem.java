package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A problem by RFC 9457.
 *
 * @param name the last part of its type
 * @param members what this kind of problem has beside the common members
 */
public record Problem(String name, int status, String title, String detail, ObjectNode members) {

  Problem(String name, int status, String title, String detail) {
    this(name, status, title, detail, Json.newObject());
  }

  /** The body, which names the request by the server's own id. */
  public ObjectNode body(String requestId) {
    return Json.newObject().put("type", "urn:culver:problem:" + name).put("title", title).put("status", status)
        .put("detail", detail).put("requestId", requestId).setAll(members);
  }
}
