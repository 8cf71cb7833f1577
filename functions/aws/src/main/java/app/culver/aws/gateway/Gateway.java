package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import app.culver.aws.runtime.Log;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Leads each event of API Gateway to its routes. A handler has one and hands it everything. */
public final class Gateway {
  private final Optional<HttpRoutes> http;
  private final Optional<SocketRoutes> socket;

  private Gateway(Optional<HttpRoutes> http, Optional<SocketRoutes> socket) {
    this.http = http;
    this.socket = socket;
  }

  public static Gateway of(HttpRoutes http) {
    return new Gateway(Optional.of(http), Optional.empty());
  }

  public static Gateway of(SocketRoutes socket) {
    return new Gateway(Optional.empty(), Optional.of(socket));
  }

  public static Gateway of(HttpRoutes http, SocketRoutes socket) {
    return new Gateway(Optional.of(http), Optional.of(socket));
  }

  /** @throws IllegalStateException if the event is of a kind that this function has no routes for */
  public void handle(InputStream in, OutputStream out, Context context) throws IOException {
    JsonNode event = Json.event(in);
    Invocation invocation = Invocation.of(context);
    ObjectNode answer = event.path("requestContext").has("connectionId")
        ? socket.orElseThrow(() -> new IllegalStateException("a socket's event")).handle(event, invocation)
        : http.orElseThrow(() -> new IllegalStateException("not a socket's event")).handle(event, invocation);
    out.write(Json.bytes(answer));
  }

  /** Runs a request of an HTTP route without a token, which touches nothing: for {@code Priming}, to load its classes. */
  public void rehearse(String routeKey) {
    ObjectNode event = Json.newObject().put("routeKey", routeKey).put("body", "{}");
    Invocation invocation = new Invocation(new Log(_ -> {}, "rehearsal"));
    http.ifPresent(routes -> Json.bytes(routes.handle(event, invocation)));
  }
}
