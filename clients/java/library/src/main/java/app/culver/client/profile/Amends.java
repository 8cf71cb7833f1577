package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import app.culver.client.Reaction;
import app.culver.client.Reference;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is done to messages that are there: answers, reactions, other texts, deletions, lifetimes. */
final class Amends {
  private static final int LONGEST_EMOJI = 64;
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);
  private static final Duration LONGEST_LIFE = Duration.ofDays(365);

  private final Parts parts;
  private final Views views;
  private final Writing writing;

  Amends(Parts parts, Views views, Writing writing) {
    this.parts = parts;
    this.views = views;
    this.writing = writing;
  }

  Outgoing reply(Message to, String text) {
    if (text.isEmpty()) {
      throw new CulverException.NotPossible("a message must not be empty");
    }
    return send(to, new Content.Text(text, Optional.of(accepted(to)), parts.history.lifetime(to.conversation()),
        false));
  }

  Outgoing react(Message to, Optional<String> emoji) {
    emoji.ifPresent(text -> {
      if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST_EMOJI) {
        throw new CulverException.NotPossible("a reaction has 1 to " + LONGEST_EMOJI + " characters");
      }
    });
    return send(to, new Content.Reacted(accepted(to), emoji));
  }

  Outgoing edit(Message message, String text) {
    if (text.isEmpty()) {
      throw new CulverException.NotPossible("a message must not be empty: delete it instead");
    }
    return send(message, new Content.Edited(own(message), text));
  }

  Outgoing delete(Message message) {
    return send(message, new Content.Deleted(own(message)));
  }

  Outgoing setLifetime(ConversationId conversation, Optional<Duration> lifetime) {
    if (lifetime.isPresent()
        && (lifetime.get().compareTo(SHORTEST_LIFE) < 0 || lifetime.get().compareTo(LONGEST_LIFE) > 0)) {
      throw new CulverException.NotPossible("messages live for 5 seconds to 365 days, or for good");
    }
    var group = parts.history.standing(conversation);
    if (group.isPresent() && !group.get().mayHaveTitled(views.self(), Long.MAX_VALUE)) {
      throw new CulverException.NotPossible("only owners and admins decide how long messages of a group live");
    }
    return writing.send(conversation, new Content.LifetimeSet(lifetime), new Batch());
  }

  private Outgoing send(Message about, Content content) {
    return writing.send(about.conversation(), content, new Batch());
  }

  private Reference own(Message message) {
    if (!message.sender().equals(views.self())) {
      throw new CulverException.NotPossible("that message is somebody else's");
    }
    return accepted(message);
  }

  /** What others have seen, or will see. */
  private Reference accepted(Message message) {
    var to = Reference.to(message);
    var line = parts.history.find(message.conversation(), to.device(), to.id());
    if (line.map(known -> known.content() instanceof Content.Text || known.content() instanceof Content.Media)
        .orElse(false)) {
      return to;
    }
    throw new CulverException.NotPossible(
        line.isEmpty() ? "that message is not sent yet" : "nothing can be done to that any more");
  }

  List<Reaction> reactions(Message message) {
    return parts.history.reactions(message.conversation(), message.order());
  }

  Optional<Message> find(ConversationId conversation, Reference reference) {
    return parts.history.find(conversation, reference.device(), reference.id())
        .filter(line -> !(line.content() instanceof Content.Vanished))
        .map(line -> parts.history.message(line, views.self()));
  }
}
