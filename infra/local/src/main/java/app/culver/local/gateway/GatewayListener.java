package app.culver.local.gateway;

/** Watches what passes the gateway, on the gateway's own threads: be quick, and throw nothing. */
public interface GatewayListener {

  /** An HTTP API has answered; {@code route} is empty if none matched. */
  default void httpAnswered(String route, String method, String path, int status, int bytesIn, int bytesOut) {}

  /** An API has logged a request; {@code api} is the logical id in the template. */
  default void accessLogged(String api, String line) {}

  /** A connection was made. */
  default void socketOpened(String connection) {}

  /** An upgrade was refused. */
  default void socketRefused(int status) {}

  /** A connection is over; {@code status} is the close code, 1006 if there was no close frame. */
  default void socketClosed(String connection, int status) {}

  /** A client's message has arrived; {@code route} is empty if none matched. */
  default void messageReceived(String connection, String route, String text) {}

  /** A message has been handed to a connection. */
  default void messageSent(String connection, Origin origin, String text) {}

  /** The management API has answered. */
  default void managed(String method, String connection, int status) {}

  /** Who made a message that went to a client. */
  enum Origin {
    /** A function's answer, on a route with a route response. */
    ROUTE_RESPONSE,
    /** A function's post by the management API. */
    POST,
    /** The gateway, about an error. */
    GATEWAY
  }
}
