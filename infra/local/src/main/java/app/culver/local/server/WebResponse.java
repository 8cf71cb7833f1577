package app.culver.local.server;

import app.culver.local.server.WebRequest.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer. */
public record WebResponse(int status, List<Header> headers, byte[] body) {
  public WebResponse {
    headers = List.copyOf(headers);
  }

  public static WebResponse empty(int status) {
    return new WebResponse(status, List.of(), new byte[0]);
  }

  public static WebResponse json(int status, String body) {
    return new WebResponse(status, List.of(new Header("content-type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with one more header field. */
  public WebResponse with(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new WebResponse(status, more, body);
  }

  /** Sends it. */
  public void write(Response response, Callback callback) {
    response.setStatus(status);
    headers.forEach(header -> response.getHeaders().add(header.name(), header.value()));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
