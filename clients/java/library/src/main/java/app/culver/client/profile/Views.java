package app.culver.client.profile;

import app.culver.client.Conversation;
import app.culver.client.CulverException;
import app.culver.client.Message;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What applications see of the history and the outbox together. */
final class Views {
  private final Parts parts;

  Views(Parts parts) {
    this.parts = parts;
  }

  AccountId self() {
    return parts.self.account().orElseThrow(
        () -> new CulverException.SignedOut("nobody has signed in to this profile yet: sign in first"));
  }

  List<Conversation> conversations() {
    return parts.history.conversations().stream().map(this::conversation)
        .sorted(Comparator.comparing(Views::lastTime).reversed()).toList();
  }

  private static Instant lastTime(Conversation conversation) {
    return conversation.last().map(Message::time).orElse(conversation.createdAt());
  }

  Conversation conversation(ConversationId id) {
    var members = parts.history.members(id);
    var last = messages(id, Long.MAX_VALUE, 1).stream().findFirst();
    return new Conversation(id, members, parts.history.createdAt(id), last, unread(id));
  }

  private int unread(ConversationId id) {
    var own = self();
    return (int) parts.history.after(id, parts.history.progress(id).readOrder()).stream()
        .filter(line -> line.id().isPresent() && !line.sender().equals(own)).count();
  }

  /** The last messages before a bound, in order. */
  List<Message> messages(ConversationId id, long before, int limit) {
    parts.history.members(id);
    var own = self();
    var queued = parts.outbox.messages(id, own).stream().filter(message -> message.order() < before).toList();
    var fromQueue = queued.subList(Math.max(0, queued.size() - limit), queued.size());
    var messages = new ArrayList<Message>();
    parts.history.last(id, before, limit - fromQueue.size())
        .forEach(line -> messages.add(parts.history.message(line, own)));
    messages.addAll(fromQueue);
    return List.copyOf(messages);
  }

  /** An own message, wherever it is. */
  Optional<Message> own(ConversationId conversation, DeviceId device, MessageId id) {
    var own = self();
    return parts.outbox.message(conversation, id, own)
        .or(() -> parts.history.find(conversation, device, id).map(line -> parts.history.message(line, own)));
  }
}
