package app.culver.core.signal;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Envelope;
import app.culver.core.log.Recipient;
import app.culver.core.refusal.FaultException;
import java.util.List;

/** A small envelope for whoever of its recipients is connected. */
public record SignalRequest(ConversationId conversation, Envelope envelope) {
  public static final int MOST_CIPHERTEXT = 4096;

  /** @throws FaultException if the ciphertext is longer than that, or the envelope names no recipients */
  public SignalRequest {
    if (!(envelope instanceof Envelope.Hpke)) {
      throw new FaultException("/envelope/suite", "must be hpke");
    }
    if (envelope.ciphertext().bytes().size() > MOST_CIPHERTEXT) {
      throw new FaultException("/envelope/ciphertext", "must be ciphertext: 17 to 4,096 bytes");
    }
  }

  /** Whom it is for. */
  List<Recipient> recipients() {
    return ((Envelope.Hpke) envelope).recipients();
  }
}
