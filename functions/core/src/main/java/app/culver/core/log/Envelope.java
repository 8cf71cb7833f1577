package app.culver.core.log;

import app.culver.core.identifier.MessageId;
import app.culver.core.refusal.FaultException;
import app.culver.core.signature.Signature;
import java.util.List;

/**
 * An encrypted message as its sender made it. The server reads who it is sealed to and nothing else, and does not check
 * the signature: those who open it do.
 *
 * @param id chosen by the sending device, which uses the same one when it tries again
 * @param recipients in the text order of the account ids, each account once
 */
public record Envelope(MessageId id, Suite suite, Nonce nonce, Ciphertext ciphertext, List<Recipient> recipients,
    Signature signature) {

  /** How many devices a message may be sealed to, and so how many accounts. */
  public static final int MOST_RECIPIENTS = 64;

  /** @throws FaultException if the recipients are out of order, doubled or too many */
  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.size() > MOST_RECIPIENTS
        || recipients.stream().mapToInt(recipient -> recipient.devices().size()).sum() > MOST_RECIPIENTS) {
      throw new FaultException("/recipients", "must name at most 64 accounts and 64 devices in all");
    }
    TextOrder.check("/recipients", recipients, Recipient::account, "account");
  }
}
