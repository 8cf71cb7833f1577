package app.culver.client.history;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.wire.Limits;

/** What receipts could still tell of a conversation in which nothing else happens. */
final class News {
  /** How far it is worth looking for an own message: asking once too often only costs a little. */
  private static final int LINES = 50;

  private final History history;

  News(History history) {
    this.history = history;
  }

  /** Whether another own device could have read something, or somebody else what was written here last. */
  boolean possible(ConversationId conversation, AccountId self) {
    var progress = history.progress(conversation);
    return progress.read() < progress.delivered() || !isReadByAll(conversation, self, progress.order());
  }

  private boolean isReadByAll(ConversationId conversation, AccountId self, long order) {
    var members = history.members(conversation);
    if (members.size() > Limits.MEMBERS_TOLD_UNASKED) {
      return true;
    }
    for (var i = order; i > 0; i--) {
      if (i == order - LINES) {
        return false;
      }
      var line = history.line(conversation, i);
      if (line.isPresent() && line.get().sender().equals(self) && line.get().id().isPresent()) {
        var last = line.get();
        return last.epoch() == history.epoch() && last.seq().isPresent()
            && members.stream().filter(member -> !member.equals(self)).allMatch(
                member -> history.receipts().of(conversation, member).read() >= last.seq().getAsLong());
      }
    }
    return true;
  }
}
