package app.culver.core.log;

import app.culver.core.identifier.MessageId;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.TextOrder;
import app.culver.core.signature.Signature;
import java.util.List;

/**
 * An encrypted message as its sender made it, in one of the suites. The server reads who it is sealed to, if it says so,
 * and nothing else, and checks no signature: those who open it do.
 */
public sealed interface Envelope {
  /** How many devices a message may be sealed to, and so how many accounts. */
  int MOST_RECIPIENTS = 64;

  /** Chosen by the sending device, which uses the same one when it tries again. */
  MessageId id();

  Ciphertext ciphertext();

  /**
   * Suite {@code hpke}: a content key for each message, sealed to each device with HPKE (RFC 9180).
   *
   * @param recipients in the text order of the account ids, each account once
   */
  record Hpke(MessageId id, Nonce nonce, Ciphertext ciphertext, List<Recipient> recipients, Signature signature)
      implements
        Envelope {
    /** @throws FaultException if the recipients are out of order, doubled or too many */
    public Hpke {
      recipients = List.copyOf(recipients);
      if (recipients.size() > MOST_RECIPIENTS
          || recipients.stream().mapToInt(recipient -> recipient.devices().size()).sum() > MOST_RECIPIENTS) {
        throw new FaultException("/recipients", "must name at most 64 accounts and 64 devices in all");
      }
      TextOrder.check("/recipients", recipients, Recipient::account, "account");
    }
  }

  /** Suite {@code mls}: a PrivateMessage of MLS (RFC 9420), for whoever is in its group. */
  record Mls(MessageId id, Ciphertext ciphertext) implements Envelope {}
}
