package app.culver.aws.wire;

import app.culver.core.identifier.MessageId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Envelope;
import app.culver.core.log.Nonce;
import app.culver.core.log.Recipient;
import app.culver.core.signature.Signature;
import java.util.List;

/** An envelope on the wire: {@code envelope.json}. */
public sealed interface EnvelopeForm {
  /** {@code hpke-envelope.json}. */
  record Hpke(MessageId id, String suite, Nonce nonce, Ciphertext ciphertext, List<Recipient> recipients,
      Signature signature) implements EnvelopeForm {}

  /** {@code mls-envelope.json}. */
  record Mls(MessageId id, String suite, Ciphertext ciphertext) implements EnvelopeForm {}

  static EnvelopeForm of(Envelope envelope) {
    return switch (envelope) {
      case Envelope.Hpke(var id, var nonce, var ciphertext, var recipients, var signature) ->
        new Hpke(id, "hpke", nonce, ciphertext, recipients, signature);
      case Envelope.Mls(var id, var ciphertext) -> new Mls(id, "mls", ciphertext);
    };
  }
}
