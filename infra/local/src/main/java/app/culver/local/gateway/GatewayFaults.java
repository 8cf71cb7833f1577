package app.culver.local.gateway;

/** What the gateway does wrong on purpose. */
public interface GatewayFaults {

  /** Nothing goes wrong. */
  GatewayFaults NONE = new GatewayFaults() {};

  /**
   * Asked before a call of the management API is carried out; blocks for as long as the call is to hang.
   *
   * @param body what is to be posted; empty if nothing is
   */
  default ManagementFault onManagement(String method, String connection, byte[] body) {
    return ManagementFault.NONE;
  }

  /** Whether this connection's {@code $disconnect} never comes. */
  default boolean losesDisconnect(String connection) {
    return false;
  }

  /** What becomes of a call. */
  enum ManagementFault {
    /** It is carried out. */
    NONE,
    /** It is carried out and answered with 410 all the same. */
    GONE_ALTHOUGH_DONE,
    /** 410. */
    GONE,
    /** 429. */
    LIMIT_EXCEEDED,
    /** 500. */
    INTERNAL_ERROR
  }
}
