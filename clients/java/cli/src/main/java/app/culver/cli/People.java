package app.culver.cli;

import app.culver.client.Contact;
import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reference;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.util.Optional;

/** How people are called on the screen. */
record People(Culver client, AccountId self) {
  private static final int SHORT_ID = 8;

  boolean isSelf(AccountId account) {
    return account.equals(self);
  }

  /** What someone is called; "you" for oneself. */
  String label(AccountId account) {
    return isSelf(account) ? "you" : label(client.contact(account));
  }

  /** The message that a line is about, if it is there. */
  Optional<Message> message(ConversationId conversation, Reference reference) {
    return client.message(conversation, reference);
  }

  /** What a conversation is called: the title of a group, or who it is with. */
  String title(Conversation conversation) {
    if (conversation.kind() == Conversation.Kind.GROUP) {
      return conversation.title().map(Printable::name).filter(title -> !title.isEmpty())
          .orElseGet(() -> "group " + conversation.id().value().substring(0, SHORT_ID) + "…");
    }
    var with = conversation.other(self);
    return isSelf(with) ? "me (notes to yourself)" : label(with);
  }

  /**
   * Their own name for themselves, made printable, with what tells them apart from another of that name: anybody can
   * choose any name, so two people may.
   */
  String label(Contact contact) {
    var name = contact.name().map(Printable::name).filter(printable -> !printable.isEmpty());
    if (name.isEmpty()) {
      return tag(contact);
    }
    return isShared(contact, name.get()) ? name.get() + " (" + tag(contact) + ")" : name.get();
  }

  private static String tag(Contact contact) {
    return contact.handle().map(handle -> "@" + Printable.name(handle))
        .orElseGet(() -> contact.id().value().substring(0, SHORT_ID) + "…");
  }

  private boolean isShared(Contact contact, String name) {
    return client.conversations().stream().flatMap(conversation -> conversation.members().stream()).map(Member::account)
        .filter(account -> !isSelf(account)).filter(account -> !account.equals(contact.id()))
        .map(account -> client.contact(account).name())
        .flatMap(Optional::stream).anyMatch(other -> Printable.name(other).equalsIgnoreCase(name))
        || name.equalsIgnoreCase("you");
  }
}
