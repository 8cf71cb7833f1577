package app.culver.cli;

import app.culver.client.Contact;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Member;
import app.culver.client.identifier.AccountId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out who is meant: an account id, {@code +} and a phone number, {@code @handle}, {@code me}, or a bare word,
 * which may be a handle or the name of someone one has a conversation with. A word that could mean two people is
 * refused, because anybody can take anybody's name for themselves.
 */
record Peers(Culver client, AccountId self) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{2,29}");

  /** Asks the server as far as needed. */
  Contact find(String peer) {
    return explicit(peer).orElseGet(() -> byWord(peer));
  }

  /** Looks at this device only. */
  Contact findOffline(String peer) {
    var known = known(peer.startsWith("@") ? peer.substring(1) : peer);
    if (known.size() > 1) {
      throw ambiguous(peer, known);
    }
    if (known.size() == 1) {
      return client.contact(known.iterator().next());
    }
    if (peer.equals("me") || ID.matcher(peer).matches()) {
      return find(peer);
    }
    throw new Failure(ExitCode.NOT_FOUND, "Nobody called " + peer + " is known on this device.",
        "Without --offline the server is asked.");
  }

  /** Looks at this device only, unless the word means nobody here. */
  Contact findHere(String peer) {
    var known = known(peer.startsWith("@") ? peer.substring(1) : peer);
    return known.size() == 1 ? client.contact(known.iterator().next()) : find(peer);
  }

  private Optional<Contact> explicit(String peer) {
    if (peer.equals("me")) {
      return Optional.of(client.contact(self));
    }
    if (ID.matcher(peer).matches()) {
      return Optional.of(client.contact(new AccountId(peer)));
    }
    if (peer.startsWith("+")) {
      return Optional.of(client.findByPhoneNumber(PhoneNumbers.normal(peer))
          .orElseThrow(() -> nobody("Nobody with the phone number " + peer + " uses this server.")));
    }
    if (peer.startsWith("@")) {
      return Optional.of(byHandle(peer));
    }
    return Optional.empty();
  }

  /** Without the server, the one contact who had the handle when last seen: a message to them can wait in the outbox. */
  private Contact byHandle(String peer) {
    try {
      return client.findByHandle(peer).orElseThrow(() -> nobody("Nobody has the handle " + peer + "."));
    } catch (CulverException.Unreachable offline) {
      var here = known(peer.substring(1)).stream().filter(account -> hasHandle(account, peer.substring(1))).toList();
      if (here.size() != 1) {
        throw offline;
      }
      return client.contact(here.getFirst());
    }
  }

  private Contact byWord(String word) {
    var found = known(word);
    if (HANDLE.matcher(word).matches() && found.stream().noneMatch(account -> hasHandle(account, word))) {
      try {
        client.findByHandle(word).ifPresent(contact -> found.add(contact.id()));
      } catch (CulverException.Unreachable offline) {
        throw new Failure(ExitCode.NOT_REACHED, offline.getMessage(),
            "Without the server it is not certain who " + word + " is: write the account id instead.");
      }
    }
    if (found.isEmpty()) {
      throw nobody("Nobody called " + word + " was found.");
    }
    if (found.size() > 1) {
      throw ambiguous(word, found);
    }
    return client.contact(found.iterator().next());
  }

  private boolean hasHandle(AccountId account, String handle) {
    return client.contact(account).handle().filter(handle::equalsIgnoreCase).isPresent();
  }

  /** Those on this device with this name or handle. */
  private Set<AccountId> known(String word) {
    var known = new LinkedHashSet<AccountId>();
    var accounts = client.conversations().stream().flatMap(conversation -> conversation.members().stream())
        .map(Member::account).distinct().toList();
    for (var account : accounts) {
      var name = client.contact(account).name().map(String::strip);
      if (!account.equals(self) && (name.filter(word::equalsIgnoreCase).isPresent() || hasHandle(account, word))) {
        known.add(account);
      }
    }
    return known;
  }

  /** Those on this device who are called so. */
  List<Contact> namesakes(String word) {
    return known(word.startsWith("@") ? word.substring(1) : word).stream().map(client::contact).toList();
  }

  private Failure ambiguous(String word, Set<AccountId> found) {
    List<String> choices = found.stream().map(client::contact)
        .map(contact -> contact.handle().map(handle -> "@" + handle).orElse(contact.id().value())).toList();
    return new Failure(ExitCode.NOT_FOUND, word + " could be more than one person.",
        "Write which one: " + String.join(" or ", choices));
  }

  private static Failure nobody(String message) {
    return new Failure(ExitCode.NOT_FOUND, message, "Look someone up: culver find @handle, culver find +491511234567");
  }
}
