package app.culver.core.delivery;

import app.culver.core.device.ConnectionId;

/** Port to the sockets that are open now. Neither method throws for what happens at the other end. */
public interface LiveConnections {

  /** What became of a post. */
  enum Posted {
    /** The gateway took it; whether the client read it, its receipts will tell. */
    DELIVERED,
    /** The connection is no longer there: its presence may be cleared. */
    GONE,
    /** It may be there, but the frame did not get through: too slow, too many, or a fault of the network. */
    FAILED
  }

  /** Sends one frame, UTF-8 JSON, to one connection. */
  Posted post(ConnectionId connection, byte[] frame);

  /** Closes a connection; nothing happens if it is closed already. */
  void close(ConnectionId connection);
}
