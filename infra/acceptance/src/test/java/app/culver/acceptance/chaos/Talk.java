package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.Back;
import app.culver.acceptance.history.Happening.BoundPassed;
import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening.Tried;
import app.culver.acceptance.history.Happening.Unreachable;
import app.culver.acceptance.history.History;
import app.culver.acceptance.history.Rule;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.identifier.ConversationId;
import app.culver.local.fcm.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Alice with two devices and Bob with one, who talk while their plan disturbs them. Bob has two more, which acknowledge
 * nothing and can be woken: one is always away, the other listens until it is removed.
 */
class Talk implements AutoCloseable {
  /** Of how many messages a failure tells everything. */
  private static final int STORIES = 3;
  /** How long a request to wake waits before anybody looks at it. */
  private static final Duration PUSH_DELAY = Duration.ofSeconds(3);

  private final History history = new History();
  private final Whereabouts whereabouts;
  private final Troubles troubles;
  private final List<String> devices = new ArrayList<>();
  private final List<Actor> actors = new ArrayList<>();
  /** Where the devices of an account tell each other what they know. */
  private final Set<String> notes = ConcurrentHashMap.newKeySet();
  /** How often each device was cut off. */
  private final Map<String, Integer> cuts = new HashMap<>();
  private final int strangers;
  final Actor alice;
  /** Bob first. */
  final List<Actor> others = new ArrayList<>();
  private final Sleeper sleeper;
  private final Sleeper tablet;
  private final RawDevice dying;
  private volatile long lateUntil = System.nanoTime();
  ConversationId conversation;

  /** Signs the two in. */
  Talk(Whereabouts whereabouts, Plan plan) {
    this(whereabouts, plan, 1);
  }

  /** Signs Alice and so many others in. */
  Talk(Whereabouts whereabouts, Plan plan, int others) {
    this.whereabouts = whereabouts;
    troubles = new Troubles(plan);
    strangers = others;
    var number = Cloud.running().newPhoneNumber();
    alice = actor(number);
    actor(number);
    for (var other = 0; other < strangers; other++) {
      this.others.add(actor(Cloud.running().newPhoneNumber()));
    }
    sleeper = sleeper(bob().number());
    tablet = sleeper(bob().number());
    tablet.listen();
    // Long before it writes: its account's other devices tell it things, which are messages, too.
    dying = further(alice);
  }

  private Actor actor(String number) {
    var actor = new Actor(number, history, troubles.plan().skew(devices.size()));
    actors.add(actor);
    var own = DirectConversation.id(actor.account(), actor.account()).value();
    if (notes.add(own)) {
      history.note(new Happening.Joined(own, actor.account().value(), 1));
    }
    takesPart(actor.device());
    return actor;
  }

  private Sleeper sleeper(String number) {
    var signedIn = new Sleeper(number, history);
    whereabouts.token(signedIn.token(), signedIn.device());
    takesPart(signedIn.device());
    return signedIn;
  }

  final void takesPart(String device) {
    devices.add(device);
    whereabouts.device(device, this);
  }

  final Actor bob() {
    return others.getFirst();
  }

  /** Talks, and ends when everything that was written is accepted. */
  void talk(int messages) {
    meet();
    troubles.begin();
    write(messages);
    flush();
    lastWord();
  }

  /**
   * Alice writes once more: nobody wakes the devices of whoever wrote, so that of those who are away none is Alice's. She
   * may do so on a device that is never heard of again.
   */
  final void lastWord() {
    write(alice, 150);
    alice.flush();
    troubles.disturb(Site.sender()).ifPresent(dies -> dyingWord());
  }

  private void dyingWord() {
    refresh(dying);
    var sender = new DyingSender(dying, conversation);
    var accounts = Stream.concat(Stream.of(alice), others.stream()).map(Actor::account).toList();
    sender.send("last of " + sender.device() + " under " + troubles.plan(), accounts, history, troubles);
  }

  /** Much of the cloud's time may have passed. */
  private static void refresh(RawDevice device) {
    Patience.insist(() -> {
      device.refresh();
      return device;
    });
  }

  /** Signs a further device in; the server knows no way to reach it. */
  final RawDevice further(Actor owner) {
    var device = Patience.insist(() -> RawDevice.signIn(Cloud.running().settings(), owner.number()));
    history.note(new Happening.SignedIn(device.account().value(), device.device().value()));
    history.note(new Unreachable(device.device().value()));
    takesPart(device.device().value());
    return device;
  }

  /** Lets them know of each other. */
  final void meet() {
    conversation = begin();
    whereabouts.conversation(conversation.value(), this);
    joined(alice, 1);
    others.forEach(other -> joined(other, 1));
    actors.forEach(Actor::online);
    actors.forEach(actor -> actor.awaitConversation(conversation));
  }

  /** Whether there is a conversation. */
  final boolean hasMet() {
    return conversation != null;
  }

  /** Has Alice begin the conversation. */
  ConversationId begin() {
    return Patience.insist(() -> alice.client().conversationWith(bob().account())).id();
  }

  final void joined(Actor actor, long seq) {
    history.note(new Happening.Joined(conversation.value(), actor.account().value(), seq));
  }

  /** All write, at once, so many messages each; something happens in the midst of it. */
  final void write(int messages) {
    for (var number = 1; number <= messages; number++) {
      for (var actor : actors) {
        troubles.disturb(Site.socket(number(actor.device()))).ifPresent(dropped -> actor.reconnect());
        write(actor, number);
      }
      if (number == (messages + 1) / 2) {
        disrupt();
      }
    }
  }

  final void write(Actor actor, int number) {
    actor.send(conversation, number + " of " + actor.device() + " under " + troubles.plan());
  }

  /** Bob loses his connection. */
  void disrupt() {
    bob().reconnect();
  }

  final void flush() {
    actors.forEach(Actor::flush);
  }

  /** Whether everybody was reached, or tried, because of each message so far. */
  final boolean isEverybodyTried() {
    return Rule.EVERYONE_IS_TRIED.violations(history.with(bound())).isEmpty();
  }

  private BoundPassed bound() {
    return new BoundPassed(conversation.value(), Long.MAX_VALUE);
  }

  /** Whether there is a second part. */
  boolean isTakenUpAgain() {
    return false;
  }

  /** Talks once more, when everybody was tried because of what was written before. */
  void again(int messages) {}

  /** Keeps the sessions of all of them alive. */
  final void stayAwake() {
    actors.forEach(actor -> actor.insist(actor.client()::sync));
    sleeper.awake();
    tablet.awake();
    refresh(dying);
  }

  /** Nothing goes wrong any more. */
  final void calmDown() {
    troubles.end();
  }

  /** Lets the one who acknowledges nothing be removed, lets each look once more, and sees who has what. */
  void settle() {
    history.note(bound());
    calmDown();
    remove();
    Awaitility.await().atMost(Patience.LONG).until(this::isQuiet);
    history.note(new Happening.RemovalSettled(tablet.device()));
    write(alice, 200);
    flush();
    // So that whoever is to be woken because of it is, before all is over.
    Cloud.running().clock().advance(PUSH_DELAY);
    tablet.askAllTheSame(conversation);
    look();
  }

  /** Whether nothing is under way any more. */
  private boolean isQuiet() {
    return !whereabouts.isServed(this) && System.nanoTime() - lateUntil >= 0;
  }

  /** Lets everybody see whatever there is, and notes what is stored. */
  final void look() {
    actors.forEach(actor -> actor.client().sync());
    fetch(Patience.insist(sleeper::awake));
    Stream.concat(Stream.of(alice), others.stream().skip(1))
        .forEach(other -> fetch(Patience.insist(() -> RawDevice.signIn(Cloud.running().settings(), other.number()))));
    var sent = history.all(SendBegun.class).size();
    actors.forEach(actor -> actor.awaitShown(expected(actor, sent)));
  }

  /** Has the tablet removed, unless it is. */
  final void remove() {
    if (history.all(Happening.DeviceRemoved.class).isEmpty()) {
      bob().remove(tablet.device());
    }
  }

  /** How many messages a device shows in the end. */
  int expected(Actor actor, int sent) {
    return sent;
  }

  /** How often the members have changed, the beginning included. */
  int changes() {
    return 1;
  }

  /** What is stored, as a further device of an account sees it. */
  private void fetch(RawDevice reader) {
    var account = reader.account().value();
    var entries = Patience.insist(new StoredLog(reader, conversation)::entries);
    history.all(Happening.SignedIn.class).stream().filter(signedIn -> signedIn.account().equals(account)).forEach(
        same -> history.note(new Fetched(same.device(), conversation.value(), first(account), entries)));
  }

  /** From where on an account reads in the end. */
  long first(String account) {
    return history.all(Happening.Joined.class).stream()
        .filter(joined -> joined.conversation().equals(conversation.value()))
        .filter(joined -> joined.account().equals(account)).mapToLong(Happening.Joined::seq).max()
        .orElseThrow();
  }

  /** What must not be and is; empty if all is well. */
  String failure() {
    var violations = history.violations();
    var changes = history.all(Fetched.class).stream().limit(1).flatMap(fetched -> fetched.entries().stream())
        .filter(entry -> entry.message().equals(Happening.CHANGE)).count();
    return (violations.isEmpty() ? "" : violations + stories(violations.toString()))
        + (changes == changes() ? "" : "the members changed " + changes + " times instead of " + changes());
  }

  /** What became of the messages that a text names, in order. */
  private String stories(String violations) {
    return history.all(SendBegun.class).stream().map(begun -> begun.message().id()).distinct()
        .filter(violations::contains).limit(STORIES)
        .map(id -> "\n  of " + id + ":\n    " + history.all().stream().map(Happening::toString)
            .filter(happening -> happening.contains(id) && !happening.startsWith("Fetched"))
            .collect(Collectors.joining("\n    ")))
        .collect(Collectors.joining());
  }

  /** The server is about to post an entry: if the device cannot be woken, it can do no more. */
  final void attempted(String device, String conversation, long seq) {
    if (!canBeWoken(device)) {
      history.note(new Tried(device, conversation, seq));
    }
  }

  /** The server is told that a device listens no more, though it does: if it cannot be woken, nothing reaches it. */
  final synchronized void cutOff(String device) {
    if (!canBeWoken(device)) {
      cuts.merge(device, 1, Integer::sum);
      history.note(new Unreachable(device));
    }
  }

  /** How often a device was cut off. */
  final synchronized int cuts(String device) {
    return cuts.getOrDefault(device, 0);
  }

  /** The server has welcomed a device. @param before how often it had been cut off when it said hello: else it is again */
  final synchronized void welcomed(String device, int before) {
    if (cuts(device) == before) {
      history.note(new Back(device));
    }
  }

  private boolean canBeWoken(String device) {
    return device.equals(sleeper.device()) || device.equals(tablet.device());
  }

  /** A device is to be woken; if the provider takes that, it is for everything that the log has by now. */
  final Answer push(String device) {
    history.note(new Happening.Told(device, "woken"));
    var kind = troubles.disturb(Site.push(number(device)));
    if (kind.isEmpty()) {
      history.note(new Tried(device, conversation.value(), Cloud.running().tables().tail(conversation)));
    } else if (kind.get() == Kind.UNREGISTERED) {
      history.note(new Unreachable(device));
    }
    return kind.map(each -> each.push(troubles.released())).orElseGet(Answer.Accepted::new);
  }

  /** Whether it is where the devices of an account tell each other what they know, of their own accord. */
  final boolean isNotes(String conversation) {
    return notes.contains(conversation);
  }

  /** Which of those who talk a device is. */
  final int number(String device) {
    return devices.indexOf(device);
  }

  /** What went wrong, and who is who. */
  final String log() {
    return troubles.log() + "\n  devices from 0: " + devices;
  }

  final History history() {
    return history;
  }

  final Troubles troubles() {
    return troubles;
  }

  final Optional<Kind> disturb(Site site) {
    var kind = troubles.disturb(site);
    kind.filter(Kind::isLate).ifPresent(late -> lateUntil = System.nanoTime() + Kind.LATEST.toNanos());
    return kind;
  }

  @Override
  public void close() {
    calmDown();
    troubles.release();
    tablet.close();
    actors.forEach(Actor::close);
  }
}
