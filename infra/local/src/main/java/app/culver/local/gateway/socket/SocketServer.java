package app.culver.local.gateway.socket;

import app.culver.local.gateway.Json;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Serves a WebSocket API and its management API on one port, as AWS does on one host. */
public final class SocketServer implements AutoCloseable {
  /** More than a post may have, so that the management API itself refuses it. */
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private final LoopbackServer server;
  private final SocketGateway api;

  private SocketServer(LoopbackServer server, SocketGateway api) {
    this.server = server;
    this.api = api;
  }

  /**
   * Starts serving.
   *
   * @param port 0 for any free one
   * @param management the {@link ManagementApi}, or what stands before it
   */
  public static SocketServer start(int port, SocketGateway api, WebHandler management) {
    var server = LoopbackServer.create("socket-api", port);
    var container = ServerWebSocketContainer.ensure(server.jetty());
    container.setMaxFrameSize(SocketGateway.MAX_FRAME_BYTES);
    // Otherwise Jetty would cut a frame that is too long instead of refusing it.
    container.setAutoFragment(false);
    container.setMaxTextMessageSize(SocketGateway.MAX_MESSAGE_BYTES);
    // The gateway's own clock decides when a connection has been idle for too long.
    container.setIdleTimeout(Duration.ZERO);
    server.start(new Front(api, management, container));
    return new SocketServer(server, api);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    api.close();
    server.close();
  }

  /** Tells upgrades from management calls, and both from what is neither. */
  private static final class Front extends Handler.Abstract {
    private final SocketGateway api;
    private final WebHandler management;
    private final ServerWebSocketContainer container;

    Front(SocketGateway api, WebHandler management, ServerWebSocketContainer container) {
      this.api = api;
      this.management = management;
      this.container = container;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var head = WebRequest.head(request);
      if (ManagementApi.concerns(api.stage(), head)) {
        manage(request).write(response, callback);
      } else if (!head.header("Upgrade").orElse("").equalsIgnoreCase("websocket")) {
        WebResponse.json(426, Json.message("Upgrade Required")).write(response, callback);
      } else if (!head.path().equals("/" + api.stage()) && !head.path().equals("/" + api.stage() + "/")) {
        WebResponse.json(403, Json.message("Forbidden")).write(response, callback);
      } else {
        connect(head, request, response, callback);
      }
      return true;
    }

    private WebResponse manage(Request request) throws Exception {
      var whole = WebRequest.read(request, MAX_BODY_BYTES);
      return whole.isPresent() ? management.handle(whole.get()) : WebResponse.empty(413);
    }

    private void connect(WebRequest head, Request request, Response response, Callback callback) {
      var handshake = api.handshake(head);
      switch (api.judge(handshake)) {
        case Admission.Refused refused -> WebResponse.json(refused.status(), refused.body()).write(response, callback);
        case Admission.Admitted admitted -> {
          var connection = new Connection(handshake, admitted.authorizer());
          var upgraded = container.upgrade((_, answer, _) -> {
            accept(head, answer, admitted.subprotocol());
            return new ClientEndpoint(api, connection);
          }, request, response, callback);
          if (!upgraded) {
            WebResponse.json(400, Json.message("Bad Request")).write(response, callback);
          }
        }
      }
    }

    private static void accept(WebRequest head, ServerUpgradeResponse answer, String subprotocol) {
      // No compression: AWS agrees to no extension.
      answer.setExtensions(List.of());
      if (subprotocol == null) {
        return;
      }
      var offered = head.headers().stream().filter(header -> header.name().equalsIgnoreCase("Sec-WebSocket-Protocol"))
          .flatMap(header -> List.of(header.value().split(",")).stream()).map(String::strip).toList();
      if (offered.contains(subprotocol)) {
        answer.setAcceptedSubProtocol(subprotocol);
      } else {
        // As on AWS, what the function answers goes to the client, who has to refuse what it has not offered.
        answer.getHeaders().put("Sec-WebSocket-Protocol", subprotocol);
      }
    }
  }
}
