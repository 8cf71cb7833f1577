package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.Message;
import app.culver.client.history.History;
import app.culver.client.history.Line;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.outbox.Outbox;
import app.culver.client.people.Self;
import java.util.List;
import java.util.Optional;

/**
 * The conversation with oneself. The account's devices tell each other things there, so it may be there although the
 * person never wrote anything in it: then it is none to them.
 */
final class Notes {
  /** So many lines are looked at together. */
  private static final int SOME = 50;

  private final History history;
  private final Outbox outbox;
  private final Self self;

  Notes(History history, Outbox outbox, Self self) {
    this.history = history;
    this.outbox = outbox;
    this.self = self;
  }

  /** Whether a conversation is that with oneself and has nothing that the person wrote, on its way or there. */
  boolean areEmpty(ConversationId conversation) {
    return isOwn(conversation) && !hasWritten(conversation, Long.MAX_VALUE)
        && outbox.messages(conversation, self.account().orElseThrow()).isEmpty();
  }

  /** Whether a line is the first that the person wrote into the conversation with oneself. */
  boolean beginWith(Message message) {
    return isOwn(message.conversation()) && isWritten(message.id().isPresent(), message.content())
        && !hasWritten(message.conversation(), message.order());
  }

  private boolean isOwn(ConversationId conversation) {
    Optional<AccountId> account = self.account();
    return account.isPresent() && history.standing(conversation).isEmpty()
        && history.members(conversation).equals(List.of(account.get()));
  }

  private boolean hasWritten(ConversationId conversation, long before) {
    var bound = before;
    List<Line> some;
    do {
      some = history.last(conversation, bound, SOME);
      if (some.stream().anyMatch(line -> isWritten(line.id().isPresent(), line.content()))) {
        return true;
      }
      bound = some.isEmpty() ? bound : some.get(0).order();
    } while (some.size() == SOME);
    return false;
  }

  /** What was not sealed to this device may be what other devices were told; what vanished is that, or over. */
  private static boolean isWritten(boolean message, Content content) {
    return message && !(content instanceof Content.NotForThisDevice) && !(content instanceof Content.Vanished);
  }
}
