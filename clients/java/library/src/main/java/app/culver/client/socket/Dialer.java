package app.culver.client.socket;

import java.util.OptionalInt;

/** Opens WebSockets. */
@FunctionalInterface
public interface Dialer {

  /** Begins to open a connection with this access token. What becomes of it is told from any thread. */
  Line dial(String token, Callbacks callbacks);

  /** A connection, open or about to be. */
  interface Line {
    /** Sends a text frame. @return whether it was taken */
    boolean send(String text);

    /** Ends the connection, open or not; nothing more is told of it. */
    void close();
  }

  /** What becomes of a connection: opened, texts, ended; or ended at once. */
  interface Callbacks {
    void opened();

    void text(String text);

    /** @param status of HTTP with which the server refused; empty if it did not, or after it was open */
    void ended(OptionalInt status, String reason);
  }
}
