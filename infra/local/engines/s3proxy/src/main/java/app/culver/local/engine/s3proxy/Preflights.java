package app.culver.local.engine.s3proxy;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpURI;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Answers the questions that browsers ask before they use a presigned address. S3 answers them whatever the address is
 * signed for; S3Proxy would take its signature for that of the question, so it does not get to see it.
 */
final class Preflights extends Handler.Wrapper {

  private Preflights(Handler handler) {
    super(handler);
  }

  /** Puts itself before the handler of one that has not started. */
  static void before(S3Proxy proxy) throws ReflectiveOperationException {
    var field = S3Proxy.class.getDeclaredField("server");
    field.setAccessible(true);
    var server = (Server) field.get(proxy);
    server.setHandler(new Preflights(server.getHandler()));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request.getMethod().equals("OPTIONS") ? unsigned(request) : request, response, callback);
  }

  private static Request unsigned(Request request) {
    var uri = HttpURI.build(request.getHttpURI()).query(null).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpURI getHttpURI() {
        return uri;
      }
    };
  }
}
