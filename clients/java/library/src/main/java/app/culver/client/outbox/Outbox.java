package app.culver.client.outbox;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.MediaFile;
import app.culver.client.Message;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.history.History;
import app.culver.client.history.Line;
import app.culver.client.history.Update;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.Identifier;
import app.culver.client.identifier.MediaId;
import app.culver.client.identifier.MessageId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.MessageContent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The queues of own messages: what is in them, and how each message stands. */
public final class Outbox {
  /** Queued messages come after every line of the history. */
  private static final long FIRST_ORDER = 1L << 52;
  /** Why nothing can be sent where one is no member any more. */
  static final String ENDED = "you are no member of this group any more: you can read what was written until then";
  private static final ProfileKey ANY_KEY = new ProfileKey(new byte[32]);

  private final Loop loop;
  private final Store store;
  private final History history;
  private final Session session;
  private final Items items;
  private final SecureRandom random;
  private final Consumer<Event> events;
  private final Runnable silently;

  /** @param silently called when the queue has changed, although there is nothing to tell */
  public Outbox(Loop loop, Store store, History history, Session session, SecureRandom random,
      Consumer<Event> events, Runnable silently) {
    this.loop = loop;
    this.store = store;
    this.history = history;
    this.session = session;
    this.items = new Items(store);
    this.random = random;
    this.events = events;
    this.silently = silently;
  }

  /**
   * Puts a text at the end of a conversation's queue.
   *
   * @throws CulverException.NotPossible if it is empty or too long, or the conversation not known or no longer one's own
   */
  public MessageId add(ConversationId conversation, String text) {
    if (history.hasEnded(conversation)) {
      throw new CulverException.NotPossible(ENDED);
    }
    if (text.isEmpty()) {
      throw new CulverException.NotPossible("a message must not be empty");
    }
    return add(conversation, new Content.Text(text, Optional.empty(), history.lifetime(conversation), false),
        new Batch());
  }

  /**
   * Puts anything that somebody writes at the end of a conversation's queue.
   *
   * @param batch stored with it
   * @throws CulverException.NotPossible if it is too long, or the conversation not known or no longer one's own
   */
  public MessageId add(ConversationId conversation, Content content, Batch batch) {
    if (history.hasEnded(conversation)) {
      throw new CulverException.NotPossible(ENDED);
    }
    if (MessageContent.of(content, Optional.of(ANY_KEY)).write().length > HpkeSuite.MAX_CONTENT_BYTES) {
      throw new CulverException.NotPossible("the message is too long: send it in parts");
    }
    var item = fresh(conversation, content);
    items.put(item, batch);
    store.write(batch);
    return item.id();
  }

  /** The files that messages wait with. */
  public List<MediaId> files() {
    return items.conversations().stream().flatMap(conversation -> items.waiting(conversation).stream())
        .flatMap(item -> files(item.content())).map(MediaFile::media).toList();
  }

  /** A file cannot be uploaded, so its message cannot be sent. */
  public void fail(ConversationId conversation, MediaId media, String reason) {
    items.waiting(conversation).stream()
        .filter(item -> files(item.content()).anyMatch(file -> file.media().equals(media)))
        .forEach(item -> fail(item, reason));
  }

  private static Stream<MediaFile> files(Content content) {
    return content instanceof Content.Media media ? media.files().stream() : Stream.empty();
  }

  /**
   * Puts what a group is called at the end of its queue.
   *
   * @param batch stores it, together with what it follows from
   */
  public void add(ConversationId group, Content.Titled title, Batch batch) {
    items.put(fresh(group, title), batch);
  }

  /**
   * Tells the members of a group what this account is called.
   *
   * @param batch stores it, together with what it follows from
   */
  public void introduce(ConversationId group, Batch batch) {
    items.put(fresh(group, new Content.Introduced()), batch);
  }

  /**
   * Tells the newer devices of this account, in notes to oneself.
   *
   * @param batch stored with it
   */
  public void tell(ConversationId notes, List<Content.Known> known, Batch batch) {
    var number = items.nextNumber(notes);
    for (var content : known) {
      items.put(fresh(notes, number++, content), batch);
    }
    store.write(batch);
  }

  /** Whether the members of a conversation have been told the key to this account's names by this device. */
  public boolean hasTold(ConversationId conversation, ProfileKey key) {
    return Sealer.hasTold(store, conversation, key);
  }

  private Item fresh(ConversationId conversation, Content content) {
    return fresh(conversation, items.nextNumber(conversation), content);
  }

  private Item fresh(ConversationId conversation, long number, Content content) {
    var bytes = new byte[Identifier.BYTES];
    random.nextBytes(bytes);
    return Item.fresh(conversation, number, MessageId.of(bytes), content, loop.clock().instant());
  }

  /** Takes a failed message out of the queue. @return what it says; empty if there is no such message */
  public Optional<Content> discard(ConversationId conversation, MessageId id) {
    var found = items.find(conversation, id).filter(Item::hasFailed);
    found.ifPresent(item -> {
      var batch = new Batch();
      items.remove(item, batch);
      store.write(batch);
    });
    return found.map(Item::content);
  }

  /** The messages in a queue, in order. */
  public List<Message> messages(ConversationId conversation, AccountId self) {
    return items.of(conversation).stream().filter(item -> !item.content().isSilent())
        .map(item -> message(item, self)).toList();
  }

  /** How a message in the queue stands; empty if it is not there, or not any more. */
  public Optional<Message> message(ConversationId conversation, MessageId id, AccountId self) {
    return items.find(conversation, id).map(item -> message(item, self));
  }

  /** Why nothing can be sealed to so many devices. */
  public static String tooManyDevices(int devices) {
    return "the members have " + devices + " other devices, and a message can be sealed to "
        + HpkeSuite.MAX_RECIPIENT_DEVICES + " at most";
  }

  /** How many messages wait to be sent. */
  public int waiting() {
    return items.conversations().stream().mapToInt(conversation -> items.waiting(conversation).size()).sum();
  }

  /** Whether nothing waits to be sent. */
  public boolean isEmpty() {
    return waiting() == 0;
  }

  /**
   * Takes an accepted message out, as the line that it becomes.
   *
   * @param device that got it through
   * @param time when it was accepted, if that is known better than by the acknowledgement
   * @param batch stores the removal, together with the line
   */
  public Optional<Line> take(ConversationId conversation, DeviceId device, MessageId id, long seq,
      Optional<Instant> time, Batch batch) {
    var self = session.required();
    return items.find(conversation, id).map(item -> {
      items.remove(item, batch);
      // Its line may be nothing to tell, but whoever waits for the queue to be empty has to look once that is stored.
      loop.execute(silently);
      return new Line(conversation, 0, Optional.of(id), history.epoch(), OptionalLong.of(seq), self.account(),
          Optional.of(device), time.or(() -> item.acceptance().map(Item.Outcome.Accepted::time)).orElse(item.written()),
          item.content(), Message.State.SENT);
    });
  }

  /**
   * The profile is another device of the account now. What the former one tried may have got through, which only the
   * logs can tell: the server would not recognise a repetition by another device.
   */
  public void deviceChanged(Batch batch) {
    items.conversations().forEach(conversation -> items.waiting(conversation).stream()
        .filter(item -> item.attempt().since().isPresent()).forEach(item -> items.put(item.unsure(), batch)));
  }

  /** The messages of a queue are to be tried at another cursor: a full sync has not found them. */
  void forgetSince(ConversationId conversation) {
    put(items.waiting(conversation).stream().map(Item::withoutSince).toList());
  }

  /** An acceptance that is not in the history yet may have been lost with the end of the log. */
  void forgetAcceptances() {
    put(items.conversations().stream().flatMap(conversation -> items.of(conversation).stream())
        .filter(item -> !item.hasFailed() && !item.attempt().unsure()).map(Item::withoutSince).toList());
  }

  /** Puts into the history what was accepted at a place that is applied already. */
  void place(ConversationId conversation) {
    var cursor = history.progress(conversation).cursor();
    for (var item : items.of(conversation)) {
      item.acceptance().filter(at -> at.seq() <= cursor).ifPresent(at -> {
        var update = history.update(conversation);
        take(conversation, session.required().device(), item.id(), at.seq(), Optional.empty(), update.batch())
            .ifPresent(line -> added(update, line));
      });
    }
  }

  Items items() {
    return items;
  }

  /** Stores these messages as they are now, all at once. */
  void put(List<Item> changed) {
    var batch = new Batch();
    changed.forEach(item -> items.put(item, batch));
    store.write(batch);
  }

  /** Marks a message as refused for good. */
  void fail(Item item, String reason) {
    var failed = item.failed(reason);
    if (item.content().isSilent()) {
      // Nobody sees it, who could send it again or discard it.
      var batch = new Batch();
      items.remove(item, batch);
      store.write(batch);
    } else {
      put(List.of(failed));
    }
    changed(failed);
  }

  /** Stores a line that is a message's place in the history, and tells of it. */
  private void added(Update update, Line line) {
    var self = session.required().account();
    var numbered = update.append(update.admitted(line));
    update.commit();
    if (!(numbered.content() instanceof Content.Vanished)) {
      events.accept(new Event.MessageAdded(history.message(numbered, self)));
    }
    update.changed().forEach(changed -> events.accept(new Event.MessageChanged(history.message(changed, self))));
  }

  void changed(Item item) {
    if (item.content().isSilent()) {
      silently.run();
      return;
    }
    session.identity().ifPresent(self -> events.accept(new Event.MessageChanged(message(item, self.account()))));
  }

  private Message message(Item item, AccountId self) {
    var accepted = item.acceptance();
    var state = item.hasFailed()
        ? Message.State.FAILED
        : accepted.isPresent() ? Message.State.SENT : Message.State.SENDING;
    return new Message(item.conversation(), FIRST_ORDER + item.number(), Optional.of(item.id()),
        accepted.map(at -> OptionalLong.of(at.seq())).orElse(OptionalLong.empty()), self,
        session.identity().map(Session.Identity::device),
        accepted.map(Item.Outcome.Accepted::time).orElse(item.written()),
        item.content(), state, item.failure());
  }
}
