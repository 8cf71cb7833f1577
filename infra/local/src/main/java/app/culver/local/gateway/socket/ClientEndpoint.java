package app.culver.local.gateway.socket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Hands on what Jetty tells of one connection; public because Jetty calls it. */
public final class ClientEndpoint implements Session.Listener.AutoDemanding {
  private final SocketGateway api;
  private final Connection connection;

  ClientEndpoint(SocketGateway api, Connection connection) {
    this.api = api;
    this.connection = connection;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    api.opened(connection, session);
  }

  @Override
  public void onWebSocketText(String message) {
    api.received(connection, message);
  }

  /** The first piece is enough: a binary message is not read to its end. */
  @Override
  public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
    api.end(connection, CloseCode.UNSUPPORTED);
    callback.succeed();
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    api.lost(connection, status, reason);
    callback.succeed();
  }
}
