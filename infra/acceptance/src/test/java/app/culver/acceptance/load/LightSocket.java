package app.culver.acceptance.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection: frames go out one after the other, and come in whole. */
final class LightSocket implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Owner owner;
  private final StringBuilder partial = new StringBuilder();
  private CompletableFuture<WebSocket> last = new CompletableFuture<>();

  /** Whose connection it is. */
  interface Owner {
    void opened(LightSocket socket);

    void frame(LightSocket socket, JsonNode frame);

    /** It is over, or never was. */
    void lost(LightSocket socket);
  }

  private LightSocket(Owner owner) {
    this.owner = owner;
  }

  /** Opens a connection and tells its owner when it is open. */
  static LightSocket open(HttpClient http, URI address, String token, Owner owner) {
    var socket = new LightSocket(owner);
    http.newWebSocketBuilder().header("authorization", "Bearer " + token).buildAsync(address, socket)
        .whenComplete((opened, failure) -> {
          if (failure == null) {
            socket.last.complete(opened);
            owner.opened(socket);
          } else {
            socket.last.completeExceptionally(failure);
            owner.lost(socket);
          }
        });
    return socket;
  }

  synchronized void say(ObjectNode frame) {
    var text = frame.toString();
    last = last.thenCompose(socket -> socket.sendText(text, true));
    last.whenComplete((socket, failure) -> {
      if (failure != null) {
        owner.lost(this);
      }
    });
  }

  /** Ends it as a lost network would. */
  synchronized void drop() {
    last.whenComplete((socket, failure) -> {
      if (socket != null) {
        socket.abort();
      }
    });
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
    partial.append(data);
    if (whole) {
      var text = partial.toString();
      partial.setLength(0);
      owner.frame(this, parse(text));
    }
    from.request(1);
    return null;
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    owner.lost(this);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    owner.lost(this);
  }
}
