package app.culver.local.gateway.socket;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.AccessLog;
import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.ErrorType;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.gateway.GatewayListener.Origin;
import app.culver.local.gateway.Integration;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import app.culver.local.server.WebRequest;
import app.culver.local.template.Deployment;
import app.culver.local.template.SocketApi;
import app.culver.local.template.SocketApi.Route;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.websocket.api.Session;

/** A WebSocket API: admits clients, routes their messages, and ends their connections. */
public final class SocketGateway implements AutoCloseable {
  /** The largest message, in bytes of UTF-8; a frame may have a quarter of it. */
  static final int MAX_MESSAGE_BYTES = 128 * 1024;
  static final int MAX_FRAME_BYTES = 32 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(29);
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration LIFE = Duration.ofHours(2);

  private final String stage;
  private final Map<String, Route> routes;
  private final RouteSelection selection;
  private final SocketEvents events;
  private final Integration integration;
  private final SocketAccess access;
  private final Admission admission;
  private final Connections connections = new Connections();
  private final CloudClock clock;
  private final GatewayListener listener;
  private final GatewayFaults faults;
  private final AtomicBoolean closing = new AtomicBoolean();

  public SocketGateway(SocketApi api, Deployment deployment, Functions functions, CloudClock clock,
      GatewayListener listener, GatewayFaults faults) {
    var place = ApiStage.of(api.apiId(), api.stage(), deployment);
    this.stage = api.stage();
    this.routes = api.routes().stream().collect(Collectors.toMap(Route::key, Function.identity()));
    this.selection = new RouteSelection(api.selection());
    this.events = new SocketEvents(place);
    this.integration = new Integration(functions, clock);
    this.access = new SocketAccess(new AccessLog(api.id(), api.accessLog(), listener));
    this.admission = new Admission(api, place, integration, events, access, clock);
    this.clock = clock;
    this.listener = listener;
    this.faults = faults;
  }

  String stage() {
    return stage;
  }

  Connections connections() {
    return connections;
  }

  /** An upgrade that is pending. */
  record Pending(Connection connection, String subprotocol) {}

  /** Runs authorizer and {@code $connect}; a refusal is final. */
  Admission.Verdict judge(Handshake handshake) {
    var verdict = admission.judge(handshake, TIMEOUT);
    if (verdict instanceof Admission.Refused refused) {
      listener.socketRefused(refused.status());
    }
    return verdict;
  }

  void opened(Connection connection, Session session) {
    connection.open(session);
    connections.add(connection);
    connection.touch(clock.instant());
    connection.keep(clock.after(LIFE, () -> end(connection, CloseCode.GOING_AWAY)));
    watchIdle(connection, IDLE);
    listener.socketOpened(connection.id());
  }

  private void watchIdle(Connection connection, Duration delay) {
    connection.keep(clock.after(delay, () -> {
      var left = Duration.between(clock.instant(), connection.lastActive().plus(IDLE));
      if (left.isPositive()) {
        watchIdle(connection, left);
      } else {
        end(connection, CloseCode.GOING_AWAY);
      }
    }));
  }

  /** Takes in a client's message; its function runs beside those of the client's other messages. */
  void received(Connection connection, String text) {
    if (!connection.isOpen()) {
      return;
    }
    connection.touch(clock.instant());
    var key = selection.evaluate(text).filter(selected -> !selected.startsWith("$"))
        .filter(routes::containsKey).orElse("$default");
    var route = routes.get(key);
    listener.messageReceived(connection.id(), route == null ? "" : key, text);
    var requestId = RequestId.next();
    var event = events.message(connection.handshake(), connection.authorizer(), route == null ? "" : key, text,
        requestId, clock.instant());
    if (route == null) {
      access.write(event, 403, Optional.of(ErrorType.RESOURCE_NOT_FOUND));
      tell(connection, "Forbidden", requestId);
      return;
    }
    Thread.ofVirtual().name("message " + key).start(() -> answer(connection, route, event, requestId));
  }

  private void answer(Connection connection, Route route, ObjectNode event, String requestId) {
    var reply = ask(route, event);
    reply.message().ifPresent(text -> tell(connection, text, requestId));
    reply.body().ifPresent(text -> send(connection, Origin.ROUTE_RESPONSE, text));
  }

  private Reply ask(Route route, ObjectNode event) {
    var asked = clock.instant();
    var reply = Reply.of(route, integration.call(route.function(), Json.bytes(event), TIMEOUT));
    access.write(event, reply.status(), reply.error(), Duration.between(asked, clock.instant()));
    return reply;
  }

  private void tell(Connection connection, String message, String requestId) {
    send(connection, Origin.GATEWAY, Admission.error(message, connection.handshake(), requestId).toString());
  }

  /** Sends a message, if the connection is open and its client keeps up. */
  Connection.Sending send(Connection connection, Origin origin, String text) {
    var sending = connection.send(text);
    if (sending == Connection.Sending.SENT) {
      connection.touch(clock.instant());
      listener.messageSent(connection.id(), origin, text);
    }
    return sending;
  }

  /** Ends a connection from this side. */
  void end(Connection connection, int status) {
    if (connection.end()) {
      connection.close(status);
      ended(connection, status, "");
    }
  }

  /** The client, or the transport, has ended a connection. */
  void lost(Connection connection, int status, String reason) {
    if (connection.end()) {
      ended(connection, status, reason);
    }
  }

  private void ended(Connection connection, int status, String reason) {
    connections.remove(connection);
    listener.socketClosed(connection.id(), status);
    var route = routes.get("$disconnect");
    if (route == null || closing.get() || faults.losesDisconnect(connection.id())) {
      return;
    }
    var event = events.disconnect(connection.handshake(), connection.authorizer(), status,
        CloseCode.reason(status, reason), RequestId.next(), clock.instant());
    Thread.ofVirtual().name("message $disconnect").start(() -> ask(route, event));
  }

  Handshake handshake(WebRequest request) {
    return Handshake.of(request, clock.instant());
  }

  /** Ends every connection without telling the functions: a cloud that stops is no cloud that disconnects. */
  @Override
  public void close() {
    closing.set(true);
    connections.all().forEach(connection -> end(connection, CloseCode.GOING_AWAY));
  }
}
