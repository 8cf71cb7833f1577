package app.culver.local.server;

/** Answers a request; may block, since it has a virtual thread of its own. */
@FunctionalInterface
public interface WebHandler {

  /** Answers one request. What it throws becomes a 500 without a body. */
  WebResponse handle(WebRequest request) throws Exception;
}
