package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Conversation.Kind;
import app.culver.client.CulverException;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reader;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.membership.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
    return parts.history.conversations().stream().filter(id -> !isHidden(id)).map(this::conversation)
        .sorted(Comparator.comparing(Views::lastTime).reversed()).toList();
  }

  private static Instant lastTime(Conversation conversation) {
    return conversation.last().map(Message::time).orElse(conversation.createdAt());
  }

  /** Of someone who is blocked there is nothing to show as long as nothing was written; nor of notes to oneself. */
  boolean isHidden(ConversationId id) {
    return parts.notes.areEmpty(id) || parts.history.standing(id).isEmpty()
        && parts.history.members(id).stream().anyMatch(parts.blocks::isBlocked)
        && parts.history.after(id, 0).stream().noneMatch(line -> line.id().isPresent());
  }

  Conversation conversation(ConversationId id) {
    var history = parts.history;
    var group = history.standing(id);
    var title = history.title(id);
    return new Conversation(id, group.isPresent() ? Kind.GROUP : Kind.DIRECT, title.map(Content.Titled::title),
        title.flatMap(Content.Titled::picture), members(id),
        group.map(standing -> standing.proven().isPresent()).orElse(true), group.flatMap(Standing::ended),
        history.createdAt(id), messages(id, Long.MAX_VALUE, 1).stream().findFirst(), unread(id));
  }

  List<Member> members(ConversationId id) {
    var group = parts.history.standing(id);
    if (group.isEmpty()) {
      return parts.history.members(id).stream().map(account -> new Member(account, Role.MEMBER, false)).toList();
    }
    var come = new HashSet<AccountId>();
    parts.history.after(id, 0).forEach(line -> come.add(line.sender()));
    parts.self.account().ifPresent(come::add);
    return group.get().roster().members().stream().map(member -> new Member(member.account(), member.rank(),
        !come.contains(member.account()) && !parts.history.receipts().has(id, member.account()))).toList();
  }

  /** How far an own message got with each of the other members. */
  List<Reader> readers(Message message) {
    var own = self();
    return parts.history.members(message.conversation()).stream().filter(member -> !member.equals(own))
        .map(member -> new Reader(member,
            message.seq().isEmpty()
                ? message.state()
                : parts.history.receipts().state(message.conversation(), member, message.seq().getAsLong())))
        .toList();
  }

  private int unread(ConversationId id) {
    var own = self();
    return (int) parts.history.after(id, parts.history.progress(id).readOrder()).stream()
        .filter(line -> line.id().isPresent() && !line.sender().equals(own)
            && counts(line.content()))
        .count();
  }

  /** Whether it is news to somebody, and not just something done to what they know. */
  private static boolean counts(Content content) {
    return content instanceof Content.Text || content instanceof Content.Media
        || content instanceof Content.Unsupported || content instanceof Content.NotForThisDevice;
  }

  /** The last messages before a bound, in order. */
  List<Message> messages(ConversationId id, long before, int limit) {
    parts.history.members(id);
    var own = self();
    var queued = parts.outbox.messages(id, own).stream().filter(message -> message.order() < before).toList();
    var fromQueue = queued.subList(Math.max(0, queued.size() - limit), queued.size());
    var messages = new ArrayList<Message>();
    parts.history.lastShown(id, before, limit - fromQueue.size())
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
