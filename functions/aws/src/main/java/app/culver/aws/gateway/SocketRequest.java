package app.culver.aws.gateway;

import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** What comes with every event of a socket: connecting, disconnecting, a frame. */
public class SocketRequest {
  private final JsonNode event;
  private final Invocation invocation;

  SocketRequest(JsonNode event, Invocation invocation) {
    this.event = event;
    this.invocation = invocation;
  }

  public final Invocation invocation() {
    return invocation;
  }

  public final ConnectionId connection() {
    return new ConnectionId(event.path("requestContext").path("connectionId").asText());
  }

  /** When the gateway opened the socket: of two sockets of a device, the later one is the one that counts. */
  public final Instant connectedAt() {
    return Instant.ofEpochMilli(event.path("requestContext").path("connectedAt").asLong());
  }

  /** Who opened the socket, as the authorizer wrote it into the connection's context. */
  public final Caller caller() {
    JsonNode context = event.path("requestContext").path("authorizer");
    return new Caller(new AccountId(context.path("account").asText()), new DeviceId(context.path("device").asText()),
        new SessionId(context.path("session").asText()));
  }

  /** A header of {@code $connect}, whose names come as the client wrote them. */
  public final Optional<String> header(String name) {
    for (var field : event.path("headers").properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return Optional.of(field.getValue().asText());
      }
    }
    return Optional.empty();
  }

  final String body() {
    return event.path("body").asText("");
  }
}
