package app.culver.client.outbox;

import app.culver.client.Content;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.Origin;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.crypto.RecipientDevice;
import app.culver.client.history.History;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.membership.Standing;
import app.culver.client.people.People;
import app.culver.client.people.Self;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.EnvelopeJson;
import app.culver.client.wire.Json;
import app.culver.client.wire.MessageContent;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Seals messages to the devices of the members. The key to one's own names goes along with the first message, and again
 * whenever it, what it opens or the devices have changed.
 */
final class Sealer {
  private final Store store;
  private final History history;
  private final People people;
  private final Session session;
  private final HpkeSuite suite;
  private final Self self;

  Sealer(Store store, History history, People people, Session session, HpkeSuite suite, Self self) {
    this.store = store;
    this.history = history;
    this.people = people;
    this.session = session;
    this.suite = suite;
    this.self = self;
  }

  /** The members whose devices have to be fetched first. */
  List<AccountId> unknownMembers(ConversationId conversation) {
    return history.members(conversation).stream().filter(member -> !people.hasDevicesOf(member)).toList();
  }

  /**
   * Puts into a frame what waits, from the first on, as much of it as goes together.
   *
   * @param cursor what is tried for the first time gets as its {@code since}
   * @param refused hears of a message that cannot be sealed, and why; those behind it wait for the next frame
   */
  Frame frame(ConversationId conversation, List<Item> waiting, long cursor, BiConsumer<Item, String> refused) {
    var frame = new Frame(conversation, waiting.get(0).attempt().since().orElse(cursor));
    for (var item : waiting) {
      var since = item.attempt().since().orElse(cursor);
      if (since != frame.since()) {
        break;
      }
      try {
        var fits = frame.add(item.attempt().envelope().isPresent()
            ? item.tried(since, item.attempt().envelope().get(), item.attempt().profileMark())
            : seal(item, since));
        if (!fits) {
          break;
        }
      } catch (IllegalArgumentException tooManyDevices) {
        refused.accept(item, tooManyDevices.getMessage());
        break;
      }
    }
    return frame;
  }

  /** @throws IllegalArgumentException if there are too many devices */
  private Item seal(Item item, long since) {
    var conversation = item.conversation();
    var sender = session.required();
    var recipients = people.recipients(history.members(conversation), sender.device());
    if (recipients.size() > HpkeSuite.MAX_RECIPIENT_DEVICES) {
      throw new IllegalArgumentException(Outbox.tooManyDevices(recipients.size()));
    }
    var mark = self.profileKey().filter(key -> MessageContent.carriesKey(item.content()))
        .map(key -> mark(key, recipients))
        .filter(now -> item.content().isSilent() || !now.equals(told(conversation)));
    var content = content(item, mark.flatMap(now -> self.profileKey())).write();
    var envelope = suite.seal(new Origin(conversation, sender.account(), sender.device()), item.id(), content,
        recipients, session.keys());
    return item.tried(since, EnvelopeJson.write(envelope), mark);
  }

  private MessageContent content(Item item, Optional<ProfileKey> key) {
    if (!(item.content() instanceof Content.Titled titled)) {
      return MessageContent.of(item.content(), key);
    }
    var told = history.standing(item.conversation()).flatMap(Standing::proven)
        .map(roster -> new MessageContent.Told(roster.change(), roster.members()));
    return MessageContent.group(titled, told, key);
  }

  /** The members have the key that went along with this message. */
  void accepted(Item item) {
    item.attempt().profileMark().ifPresent(
        mark -> store.write(new Batch().put(key(item.conversation()), Json.object().put("mark", mark))));
  }

  private String told(ConversationId conversation) {
    return store.get(key(conversation)).map(json -> Json.text(json, "mark")).orElse("");
  }

  /** Whether this key was told in a conversation, to whichever devices there were. */
  static boolean hasTold(Store store, ConversationId conversation, ProfileKey key) {
    return store.get(key(conversation))
        .filter(json -> Json.text(json, "mark").startsWith(beginning(key))).isPresent();
  }

  /** Which key was told to which devices, the key first, and since which change of what it opens. */
  private String mark(ProfileKey key, List<RecipientDevice> recipients) {
    return recipients.stream().map(recipient -> recipient.device().value()).collect(Collectors.joining(",",
        beginning(key), self.profileChanged().map(changed -> " " + changed.toEpochMilli()).orElse("")));
  }

  private static String beginning(ProfileKey key) {
    return Json.base64(key.expose()) + " ";
  }

  private static String key(ConversationId conversation) {
    return "profileSent/" + conversation.value();
  }
}
