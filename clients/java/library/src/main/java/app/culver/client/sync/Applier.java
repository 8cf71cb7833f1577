package app.culver.client.sync;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.history.History;
import app.culver.client.history.Line;
import app.culver.client.history.Update;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.people.Directory;
import app.culver.client.people.People;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.wire.Entry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Applies what has arrived in order: verifies it, makes lines of it, and stores them together with the cursor. */
public final class Applier {
  private final History history;
  private final People people;
  private final Directory directory;
  private final Session session;
  private final Opener opener;
  private final Memberships memberships;
  private final OwnMessages own;
  private final OwnChanges ownChanges;
  private final Learned learned;
  private final Consumer<Event> events;
  private final Clock clock;

  /** The messages of this device that are not in the history yet. */
  @FunctionalInterface
  public interface OwnMessages {
    /**
     * Takes an accepted message out, as a line, with the batch that stores it elsewhere; empty if there is none.
     *
     * @param device that got it through: this one, or the one that this profile was before it signed in anew
     */
    Optional<Line> take(ConversationId conversation, DeviceId device, MessageId id, long seq, Optional<Instant> time,
        Batch batch);
  }

  /** What this device does after the members of a group were changed. */
  public interface OwnChanges {
    /** @param batch stores what is to be done, together with the change */
    void made(ConversationId group, MembershipChange change, Batch batch);

    /**
     * Somebody else has made this account a member of a group.
     *
     * @param batch stores what is to be done, together with the change
     */
    void joined(ConversationId group, AccountId by, Batch batch);
  }

  /** Hears of what messages brought that is no line. */
  public interface Learned {
    /** The key to its sender's names. */
    void profileKey(AccountId account, ProfileKey key, Instant time);

    /**
     * What another device of this account knows. Stored before this returns; may come again if the process dies then.
     *
     * @param key to this account's names, if that device knows it
     */
    void known(Content.Known known, Optional<ProfileKey> key, Instant time);
  }

  public Applier(History history, People people, Directory directory, Session session, Conversations conversations,
      OwnMessages own, OwnChanges ownChanges, Learned learned, Consumer<Event> events, Clock clock) {
    this.history = history;
    this.people = people;
    this.directory = directory;
    this.session = session;
    this.opener = new Opener(people, session);
    this.memberships = new Memberships(conversations, people, session, events);
    this.own = own;
    this.ownChanges = ownChanges;
    this.learned = learned;
    this.events = events;
    this.clock = clock;
  }

  /** Fetches what is needed to verify these. Whoever has no such device after that, has none. */
  CompletableFuture<Void> prepare(ConversationId conversation, List<Arrival> run) {
    var standing = history.standing(conversation);
    var members = history.members(conversation);
    var unknown = run.stream().filter(Arrival.Logged.class::isInstance)
        .map(arrival -> ((Arrival.Logged) arrival).entry())
        .filter(Entry.Made.class::isInstance).map(Entry.Made.class::cast)
        .filter(entry -> (standing.isPresent() || members.contains(entry.sender())) && !isOwn(entry)
            && people.signingKey(entry.sender(), entry.device()).isEmpty())
        .map(Entry.Made::sender).collect(Collectors.toSet());
    var keys = unknown.isEmpty() ? CompletableFuture.<Void>completedFuture(null) : directory.refresh(unknown);
    return standing.isEmpty()
        ? keys
        : keys.thenCompose(done -> memberships.prepare(conversation, standing.get(),
            history.progress(conversation).cursor(), run));
  }

  /** Applies these, all at once. */
  void apply(ConversationId conversation, List<Arrival> run) {
    var update = history.update(conversation);
    var lines = new ArrayList<Line>();
    var after = new ArrayList<Runnable>();
    for (var arrival : run) {
      expired(conversation, arrival, update).ifPresent(line -> lines.add(update.append(line)));
      memberships.before(conversation, arrival, update);
      line(conversation, arrival, update, after).ifPresent(line -> lines.add(update.append(line)));
      update.applied(arrival.seq());
    }
    update.commit();
    var self = session.required().account();
    // As they are now: what was taken back at once is not even told.
    lines.stream().map(update::current).filter(line -> !(line.content() instanceof Content.Vanished))
        .forEach(line -> events.accept(new Event.MessageAdded(history.message(line, self))));
    update.changed().forEach(line -> events.accept(new Event.MessageChanged(history.message(line, self))));
    after.forEach(Runnable::run);
  }

  /** What lies between the cursor and an arrival that can be applied is gone. */
  private Optional<Line> expired(ConversationId conversation, Arrival arrival, Update update) {
    var last = arrival instanceof Arrival.Emptied ? arrival.seq() : arrival.seq() - 1;
    var count = last - update.cursor();
    return count <= 0 || memberships.addsSelf(arrival)
        ? Optional.empty()
        : Optional.of(new Line(conversation, 0, Optional.empty(), history.epoch(), OptionalLong.empty(),
            session.required().account(), Optional.empty(), clock.instant(), new Content.Expired(count),
            Message.State.RECEIVED));
  }

  private Optional<Line> line(ConversationId conversation, Arrival arrival, Update update,
      List<Runnable> after) {
    if (arrival instanceof Arrival.Accepted accepted) {
      var device = session.required().device();
      // An attempt before this one may have got through unnoticed, at a lower place that has only been seen now.
      return update.has(device, accepted.id())
          ? Optional.empty()
          : own.take(conversation, device, accepted.id(), accepted.seq(), Optional.empty(), update.batch())
              .map(update::admitted);
    }
    if (arrival instanceof Arrival.Emptied) {
      return Optional.empty();
    }
    var entry = ((Arrival.Logged) arrival).entry();
    if (entry instanceof Entry.Made made) {
      return made(conversation, made, update, after);
    }
    if (entry instanceof Entry.Malformed malformed) {
      after.add(() -> events.accept(new Event.Distrust("entry " + malformed.seq() + " of conversation " + conversation
          + " is malformed: " + malformed.reason())));
    }
    return Optional.empty();
  }

  private Optional<Line> made(ConversationId conversation, Entry.Made entry, Update update,
      List<Runnable> after) {
    var id = entry instanceof Entry.Message message
        ? Optional.of(message.envelope().id())
        : Optional.<MessageId>empty();
    if (id.isPresent() && update.has(entry.device(), id.get())) {
      update.moved(entry.device(), id.get(), entry.seq());
      return Optional.empty();
    }
    if (id.isPresent() && entry.sender().equals(session.required().account())) {
      var mine = own.take(conversation, entry.device(), id.get(), entry.seq(), Optional.of(entry.time()),
          update.batch());
      if (mine.isPresent() || isOwn(entry)) {
        // One's own message without a trace of it here: the profile is an old copy. It was not sealed to oneself.
        return mine.isPresent()
            ? mine.map(update::admitted)
            : Optional.of(line(conversation, entry, id, new Content.NotForThisDevice()));
      }
    }
    if (id.isEmpty() && isKnownCreation(conversation, entry)) {
      return Optional.empty();
    }
    var result = open(conversation, entry, update);
    var self = session.required().account();
    if (!entry.sender().equals(self) && id.isPresent() && !(result.content().orElse(null) instanceof Content.Refused)) {
      update.delivered(entry.seq());
    }
    if (result.content().orElse(null) instanceof Content.Known known) {
      return known(conversation, entry, known, result.profileKey()).map(kept -> line(conversation, entry, id, kept));
    }
    result.profileKey().ifPresent(key -> after.add(() -> learned.profileKey(entry.sender(), key, entry.time())));
    // What was refused has not the identity that it claims: a genuine message with this id may still come.
    return result.content().map(content -> line(conversation, entry,
        content instanceof Content.Refused ? Optional.empty() : id, content))
        .filter(line -> !isKnownChange(line)).map(update::admitted);
  }

  /** Only in notes to oneself does it count. Its id is kept: after the log began anew it comes again. */
  private Optional<Content> known(ConversationId conversation, Entry.Made entry, Content.Known known,
      Optional<ProfileKey> key) {
    var self = session.required().account();
    if (!entry.sender().equals(self) || !conversation.equals(DirectConversation.id(self, self))) {
      return Optional.empty();
    }
    learned.known(known, key, entry.time());
    return Optional.of(new Content.Vanished());
  }

  private Opener.Result open(ConversationId conversation, Entry.Made entry, Update update) {
    if (entry instanceof Entry.Changed changed) {
      var content = memberships.changed(conversation, changed, opener.signingKey(changed), update);
      var self = session.required().account();
      if (content instanceof Content.Refused
          || isKnownChange(line(conversation, changed, Optional.empty(), content))) {
        return Opener.Result.of(content);
      }
      if (isOwn(changed)) {
        ownChanges.made(conversation, changed.change(), update.batch());
      } else if (!changed.sender().equals(self) && Memberships.makesMember(changed.change(), self)) {
        ownChanges.joined(conversation, changed.sender(), update.batch());
      }
      return Opener.Result.of(content);
    }
    var members = history.members(conversation);
    var group = update.standing();
    if (group.map(standing -> !standing.mayHaveBeenMember(entry.sender(), entry.seq()))
        .orElse(!members.contains(entry.sender()))) {
      return Opener.Result.refused("it names a sender who is not a member");
    }
    var result = opener.open(conversation, members, entry);
    if (result.content().orElse(null) instanceof Content.Titled
        && group.filter(standing -> standing.mayHaveTitled(entry.sender(), entry.seq())).isEmpty()) {
      return Opener.Result.refused("it names a group, which its sender may not");
    }
    result.told().ifPresent(told -> memberships.told(conversation, entry.sender(), told, update));
    return result;
  }

  /** After the log began anew, its changes of members come again. */
  private boolean isKnownChange(Line line) {
    return line.id().isEmpty() && history.standing(line.conversation()).isPresent()
        && history.after(line.conversation(), 0).stream().anyMatch(known -> known.epoch() != line.epoch()
            && known.device().equals(line.device()) && known.time().equals(line.time())
            && known.content().equals(line.content()));
  }

  /** After the log began anew, its first entry comes again. */
  private boolean isKnownCreation(ConversationId conversation, Entry.Made entry) {
    return entry instanceof Entry.Created && history.after(conversation, 0).stream()
        .anyMatch(line -> line.content() instanceof Content.Created && line.epoch() != history.epoch());
  }

  private Line line(ConversationId conversation, Entry.Made entry, Optional<MessageId> id, Content content) {
    var mine = entry.sender().equals(session.required().account());
    return new Line(conversation, 0, id, history.epoch(), OptionalLong.of(entry.seq()), entry.sender(),
        Optional.of(entry.device()), entry.time(), content,
        mine ? Message.State.SENT : Message.State.RECEIVED);
  }

  private boolean isOwn(Entry.Made entry) {
    var self = session.required();
    return entry.sender().equals(self.account()) && entry.device().equals(self.device());
  }
}
