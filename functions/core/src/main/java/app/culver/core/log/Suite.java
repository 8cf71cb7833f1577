package app.culver.core.log;

/** How an envelope is encrypted. */
public enum Suite {
  /** A content key for each message, sealed to each device with HPKE (RFC 9180). */
  HPKE
}
