package app.culver.client.socket;

import java.util.OptionalInt;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** WebSockets by OkHttp. The access token goes into a header, which only browsers cannot set. */
public final class OkHttpDialer implements Dialer {
  private static final int NORMAL_CLOSURE = 1000;

  private final OkHttpClient client;
  private final String url;

  /** @param url of the WebSocket API with its stage; {@code ws} or {@code wss} */
  public OkHttpDialer(OkHttpClient client, String url) {
    this.client = client;
    this.url = url;
  }

  @Override
  public Line dial(String token, Callbacks callbacks) {
    var request = new Request.Builder().url(url).header("Authorization", "Bearer " + token).build();
    var socket = client.newWebSocket(request, new WebSocketListener() {
      @Override
      public void onOpen(WebSocket webSocket, Response response) {
        callbacks.opened();
      }

      @Override
      public void onMessage(WebSocket webSocket, String text) {
        callbacks.text(text);
      }

      @Override
      public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(NORMAL_CLOSURE, null);
        callbacks.ended(OptionalInt.empty(), "the server closed the connection (" + code + ")");
      }

      @Override
      public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
        if (response == null) {
          callbacks.ended(OptionalInt.empty(),
              failure.getMessage() == null ? "the connection was lost" : failure.getMessage());
        } else {
          callbacks.ended(OptionalInt.of(response.code()), "the server refused it (" + response.code() + ")");
        }
      }
    });
    return new Line() {
      @Override
      public boolean send(String text) {
        return socket.send(text);
      }

      @Override
      public void close() {
        if (!socket.close(NORMAL_CLOSURE, null)) {
          socket.cancel();
        }
      }
    };
  }
}
