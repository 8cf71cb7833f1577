package app.culver.client;

/** The state of the live connection. */
public enum ConnectionState {
  /** Not asked for. */
  OFF,
  /** Being opened. */
  CONNECTING,
  /** Open: messages arrive as they are sent. */
  CONNECTED,
  /** Lost; the next attempt is scheduled. */
  WAITING,
  /** Another connection of this device took over. It stays closed until {@link Culver#connect} is called. */
  REPLACED,
  /** The session has ended: sign in again. */
  SIGNED_OUT
}
