package app.culver.local.server;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts a {@link WebHandler} behind Jetty. */
final class WebHandlerAdapter extends Handler.Abstract {
  /** One byte more than any service here takes is refused by the service itself. */
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private static final System.Logger LOG = System.getLogger(WebHandlerAdapter.class.getName());

  private final WebHandler handler;

  WebHandlerAdapter(WebHandler handler) {
    this.handler = handler;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var whole = WebRequest.read(request, MAX_BODY_BYTES);
    var answer = whole.map(this::handled).orElseGet(() -> WebResponse.empty(413));
    answer.write(response, callback);
    return true;
  }

  private WebResponse handled(WebRequest request) {
    try {
      return handler.handle(request);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return WebResponse.empty(500);
    } catch (Exception failure) {
      LOG.log(System.Logger.Level.ERROR, "the imitation itself has failed", failure);
      return WebResponse.empty(500);
    }
  }
}
