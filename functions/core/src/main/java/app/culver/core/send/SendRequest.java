package app.culver.core.send;

import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Envelope;
import app.culver.core.log.Position;
import app.culver.core.refusal.FaultException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages to append, in this order.
 *
 * @param since the sending device's cursor when the first of these was first tried; the same in every attempt
 */
public record SendRequest(ConversationId conversation, long since, List<Envelope> envelopes) {
  public static final int MOST_ENVELOPES = 16;

  /** @throws FaultException if a bound is broken or a message id occurs twice */
  public SendRequest {
    envelopes = List.copyOf(envelopes);
    Position.check("/since", since, 1);
    if (envelopes.isEmpty() || envelopes.size() > MOST_ENVELOPES) {
      throw new FaultException("/envelopes", "must be 1 to 16 envelopes");
    }
    Set<MessageId> ids = new HashSet<>();
    for (int i = 0; i < envelopes.size(); i++) {
      if (!ids.add(envelopes.get(i).id())) {
        throw new FaultException("/envelopes/" + i + "/id", "must not occur twice in a request");
      }
    }
  }
}
