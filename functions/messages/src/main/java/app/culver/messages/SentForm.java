package app.culver.messages;

import app.culver.aws.gateway.Problems;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MessageId;
import app.culver.core.send.Sent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code sent.json}; by socket also which conversation it is about, as {@code event-sent.json} has it. */
record SentForm(Optional<ConversationId> conversation, List<Accepted> accepted, Optional<ObjectNode> stopped) {

  record Accepted(MessageId id, long seq, Instant time) {}

  /** @param requestId the server's own, for the problem that stopped it */
  static SentForm of(Optional<ConversationId> conversation, Sent sent, String requestId) {
    return new SentForm(conversation,
        sent.accepted().stream().map(entry -> new Accepted(entry.envelope().id(), entry.seq(), entry.time())).toList(),
        sent.stopped().map(refusal -> Problems.of(refusal).body(requestId)));
  }
}
