package app.culver.local.server;

/** Another process listens on the port. */
public final class PortTakenException extends RuntimeException {
  private final int port;

  public PortTakenException(int port, Throwable cause) {
    super("port " + port + " is taken", cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
