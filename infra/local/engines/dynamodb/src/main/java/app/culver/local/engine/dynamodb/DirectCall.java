package app.culver.local.engine.dynamodb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** A call to the engine from inside the process: what its handler sees of a request and tells of a response, no more. */
final class DirectCall {
  private final HttpFields requestHeaders;
  private final byte[] requestBody;
  private final HttpFields.Mutable responseHeaders = HttpFields.build();
  private final CompletableFuture<byte[]> responseBody = new CompletableFuture<>();
  private boolean read;
  private int status = 200;

  private DirectCall(Map<String, String> headers, byte[] body) {
    var fields = HttpFields.build();
    headers.forEach(fields::put);
    requestHeaders = fields.asImmutable();
    requestBody = body;
  }

  /** Answers {@code status}, {@code headers} and {@code body}. */
  static Map<String, Object> make(LocalDynamoDBServerHandler handler, Map<String, String> headers, byte[] body)
      throws Exception {
    var call = new DirectCall(headers, body);
    handler.handle(call.request(), call.response(), Callback.NOOP);
    var answered = new LinkedHashMap<String, String>();
    call.responseHeaders.forEach(field -> answered.put(field.getName(), field.getValue()));
    return Map.of("status", call.status, "headers", answered, "body", call.responseBody.join());
  }

  private Request request() {
    return proxy(Request.class, (self, method, arguments) -> switch (method.getName()) {
      case "getMethod" -> "POST";
      case "getHeaders" -> requestHeaders;
      case "read" -> read();
      default -> throw new UnsupportedOperationException("a request's " + method.getName());
    });
  }

  private Content.Chunk read() {
    if (read) {
      return Content.Chunk.EOF;
    }
    read = true;
    return Content.Chunk.from(ByteBuffer.wrap(requestBody), true);
  }

  private Response response() {
    return proxy(Response.class, (self, method, arguments) -> {
      switch (method.getName()) {
        case "getHeaders" -> {
          return responseHeaders;
        }
        case "setStatus" -> status = (int) arguments[0];
        case "write" -> {
          var buffer = (ByteBuffer) arguments[1];
          var bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          responseBody.complete(bytes);
        }
        default -> throw new UnsupportedOperationException("a response's " + method.getName());
      }
      return null;
    });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(DirectCall.class.getClassLoader(), new Class<?>[]{type}, handler));
  }
}
