package app.culver.client.profile;

import app.culver.client.Settings;
import app.culver.client.transport.Http;
import app.culver.client.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Buffer;

/** The model server behind real HTTP and real WebSockets. */
final class RealServer implements AutoCloseable {
  final ModelServer model = new ModelServer(Instant::now, new Random(1));
  final ModelStore store = new ModelStore();
  /** What happens to calls before the model sees them; empty to let it. */
  volatile Function<RecordedRequest, Optional<MockResponse>> script = request -> Optional.empty();
  /** The calls that are carried out although their callers do not hear of it. */
  volatile Predicate<RecordedRequest> lost = request -> false;
  /** The frames that arrived, as text. */
  final List<String> frames = new CopyOnWriteArrayList<>();
  private final MockWebServer server = new MockWebServer();

  RealServer() throws IOException {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        synchronized (model) {
          return script.apply(request)
              .or(() -> store.answer(request, "http://127.0.0.1:" + server.getPort())).orElseGet(() -> answer(request));
        }
      }
    });
    server.start();
  }

  Settings settings() {
    return new Settings(URI.create("http://127.0.0.1:" + server.getPort()),
        URI.create("ws://127.0.0.1:" + server.getPort() + "/live"), "urn:culver:model",
        new Settings.Firebase("demo", "key", Optional.of("127.0.0.1:" + server.getPort())));
  }

  private MockResponse answer(RecordedRequest request) {
    var token = Optional.ofNullable(request.getHeaders().get("Authorization")).map(header -> header.substring(7));
    if (request.getUrl().encodedPath().equals("/live")) {
      return connect(token.orElse(""));
    }
    var body = Optional.ofNullable(request.getBody()).map(okio.ByteString::toByteArray)
        .filter(bytes -> bytes.length > 0);
    var answer = model.answer(new Http.Request(request.getMethod(), request.getUrl().toString(), body, token));
    return lost.test(request)
        ? new MockResponse.Builder().code(500).build()
        : new MockResponse.Builder().code(answer.status()).body(new Buffer().write(answer.body())).build();
  }

  private MockResponse connect(String token) {
    try {
      return new MockResponse.Builder().webSocketUpgrade(new Connection(model.caller(token))).build();
    } catch (ModelServer.Problem refused) {
      return new MockResponse.Builder().code(401).build();
    }
  }

  private final class Connection extends WebSocketListener {
    private final ModelDevice device;

    Connection(ModelDevice device) {
      this.device = device;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      frames.add(text);
      synchronized (model) {
        if (text.contains("\"action\":\"hello\"")) {
          device.present(socket::send, () -> socket.close(1000, null));
          socket.send("{\"type\":\"newer\",\"than\":\"this\"}");
        }
        model.frame(device, text).ifPresent(answer -> socket.send(Json.write(answer)));
      }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, Response response) {
      // The client has gone.
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
