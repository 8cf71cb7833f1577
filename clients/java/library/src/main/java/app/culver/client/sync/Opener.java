package app.culver.client.sync;

import app.culver.client.Content;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.Opened;
import app.culver.client.crypto.Origin;
import app.culver.client.crypto.P256PublicKey;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.people.People;
import app.culver.client.session.Session;
import app.culver.client.wire.Entry;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.MessageContent;
import app.culver.client.wire.MessageContent.Told;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Verifies and decrypts entries. */
final class Opener {
  private final People people;
  private final Session session;

  Opener(People people, Session session) {
    this.people = people;
    this.session = session;
  }

  /**
   * What an entry turned out to be.
   *
   * @param content empty if there is nothing to show
   * @param told the members of a group as its sender knows them
   * @param profileKey of the sender, where the message brought it
   */
  record Result(Optional<Content> content, Optional<Told> told, Optional<ProfileKey> profileKey) {
    static Result of(Content content) {
      return new Result(Optional.of(content), Optional.empty(), Optional.empty());
    }

    static Result refused(String reason) {
      return of(new Content.Refused(reason));
    }
  }

  /** @param members of a direct conversation */
  Result open(ConversationId conversation, List<AccountId> members, Entry.Made entry) {
    if (entry instanceof Entry.Message message) {
      return message(conversation, message);
    }
    if (entry instanceof Entry.Created created) {
      return Result.of(created(conversation, members, created));
    }
    return Result.of(new Content.Unsupported(entry instanceof Entry.Unknown unknown ? unknown.kind() : "membership"));
  }

  private Content created(ConversationId conversation, List<AccountId> members, Entry.Created entry) {
    if (entry.members().size() != members.size() || !new HashSet<>(entry.members()).equals(new HashSet<>(members))) {
      return new Content.Refused("it names other members than the conversation's");
    }
    var key = signingKey(entry);
    if (key.isEmpty()) {
      return new Content.Refused("its sender has no such device");
    }
    return DirectConversation.verifyCreation(key.get(), conversation, entry.members(), entry.signature())
        ? new Content.Created(members)
        : new Content.Refused("its signature is not its sender's");
  }

  private Result message(ConversationId conversation, Entry.Message entry) {
    var key = signingKey(entry);
    if (key.isEmpty()) {
      return Result.refused("its sender has no such device");
    }
    var self = session.required();
    var opened = HpkeSuite.open(new Origin(conversation, entry.sender(), entry.device()), entry.envelope(), key.get(),
        self.account(), self.device(), session.keys());
    if (opened instanceof Opened.Content content) {
      return content(content.bytes());
    }
    if (opened instanceof Opened.NotForThisDevice) {
      return Result.of(new Content.NotForThisDevice());
    }
    if (opened instanceof Opened.UnknownSuite unknown) {
      return Result.of(new Content.Unsupported(unknown.suite()));
    }
    return Result.refused(opened instanceof Opened.Malformed malformed
        ? malformed.reason()
        : "its signature is not its sender's");
  }

  /** The key that verifies an entry. This device's own needs no one to list it. */
  Optional<P256PublicKey> signingKey(Entry.Made entry) {
    var self = session.required();
    return entry.sender().equals(self.account()) && entry.device().equals(self.device())
        ? Optional.of(session.keys().signingKey())
        : people.signingKey(entry.sender(), entry.device());
  }

  private static Result content(byte[] bytes) {
    try {
      var content = MessageContent.read(bytes);
      if (content.kind().equals(MessageContent.TYPING)) {
        // It belongs into signals: whoever put it into the log is not to disturb anyone by it.
        return new Result(Optional.empty(), Optional.empty(), Optional.empty());
      }
      return content.content().map(known -> new Result(Optional.of(known), content.told(), content.profileKey()))
          .orElseGet(() -> Result.of(new Content.Unsupported(content.kind())));
    } catch (MalformedException notAContent) {
      return Result.refused("what it holds is not a content: " + notAContent.getMessage());
    }
  }
}
