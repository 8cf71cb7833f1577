package app.culver.client.crypto;

/** What became of an envelope that was to be opened. */
public sealed interface Opened {

  /** It is genuine and whole. @param bytes the content, without padding */
  record Content(byte[] bytes) implements Opened {}

  /** The named sender's key did not make the signature: drop it, whoever delivered it. */
  record BadSignature() implements Opened {}

  /** It is genuine, but was not sealed to this device: usually sent before the device was added. */
  record NotForThisDevice() implements Opened {}

  /**
   * Its form is not the suite's, or its signed parts do not fit together: the sender's fault.
   *
   * @param reason for a developer's log; it quotes nothing of the envelope
   */
  record Malformed(String reason) implements Opened {}

  /** A newer client made it with a suite that this library does not know; nothing was verified. */
  record UnknownSuite(String suite) implements Opened {}
}
