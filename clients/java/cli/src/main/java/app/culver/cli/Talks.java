package app.culver.cli;

import app.culver.client.Contact;
import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.identifier.AccountId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out which conversation is meant: a group, by its title or the beginning of its id, or that with a person. What
 * could mean both is refused, because whoever names a group may name it after anybody.
 */
record Talks(Culver client, AccountId self) {
  /** So many characters of an id may be left out, so that no short word is taken for the beginning of one. */
  private static final int LEAST_OF_ID = 6;

  private Peers peers() {
    return new Peers(client, self);
  }

  /** The conversation that is meant, begun if there is none yet. Asks the server as far as needed. */
  Conversation open(String word) {
    return group(word, true).orElseGet(() -> client.conversationWith(peers().find(word).id()));
  }

  /** The conversation that is meant, if there is one. @param offline whether not to ask the server */
  Optional<Conversation> here(String word, boolean offline) {
    return group(word, true)
        .or(() -> direct((offline ? peers().findOffline(word) : peers().findHere(word)).id()));
  }

  private Optional<Conversation> direct(AccountId account) {
    return client.conversations().stream().filter(conversation -> conversation.kind() == Conversation.Kind.DIRECT)
        .filter(conversation -> conversation.other(self).equals(account)).findFirst();
  }

  /** The group that is meant. */
  Conversation group(String word) {
    return group(word, false).orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "No group is called " + word + ".",
        "See them: culver read. If it is new: culver read, which fetches what is new, first"));
  }

  private Optional<Conversation> group(String word, boolean orPerson) {
    var found = client.conversations().stream().filter(conversation -> isCalled(conversation, word)).toList();
    if (found.size() > 1) {
      throw ambiguous(word, "group", ids(found));
    }
    if (orPerson && found.size() == 1 && isCalledByTitle(found.getFirst(), word)) {
      var people = peers().namesakes(word);
      if (!people.isEmpty()) {
        throw ambiguous(word, "group or person",
            ids(found) + people.stream().map(Contact::id).map(id -> " or " + id).reduce("", String::concat));
      }
    }
    return found.stream().findFirst();
  }

  private static boolean isCalled(Conversation conversation, String word) {
    return conversation.kind() == Conversation.Kind.GROUP && (isCalledByTitle(conversation, word)
        || word.length() >= LEAST_OF_ID && conversation.id().value().startsWith(word));
  }

  private static boolean isCalledByTitle(Conversation conversation, String word) {
    var title = conversation.title().map(String::strip).map(text -> text.toLowerCase(Locale.ROOT));
    return title.equals(Optional.of(word.strip().toLowerCase(Locale.ROOT)));
  }

  private static String ids(List<Conversation> groups) {
    return String.join(" or ", groups.stream().map(group -> group.id().value()).toList());
  }

  private static Failure ambiguous(String word, String what, String choices) {
    return new Failure(ExitCode.NOT_FOUND, word + " could be more than one " + what + ".",
        "Write which one: " + choices);
  }
}
