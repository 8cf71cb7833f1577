package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Message;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.History;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.Conversation;
import app.culver.client.identifier.ConversationId;
import app.culver.local.tap.TapFaults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Alice with two devices and Bob with one, who talk while their plan disturbs them. */
class Talk implements AutoCloseable {
  private final History history = new History();
  private final Map<Site, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Set<String> disturbed = ConcurrentHashMap.newKeySet();
  private final List<Actor> actors = new ArrayList<>();
  final Actor alice;
  private final Actor laptop;
  /** Bob first. */
  final List<Actor> others = new ArrayList<>();
  final ConversationId conversation;
  private volatile Plan plan = Plan.calm();
  private volatile Plan begun = plan;

  /** Lets the two meet in peace. */
  Talk(Witness witness) {
    this(witness, 1, (alice, others) -> alice.client().conversationWith(others.getFirst().account()));
  }

  /** Lets Alice and so many others meet in peace. @param beginning begins their conversation */
  Talk(Witness witness, int others, BiFunction<Actor, List<Actor>, Conversation> beginning) {
    var number = Cloud.running().newPhoneNumber();
    alice = actor(number, witness);
    laptop = actor(number, witness);
    for (var other = 0; other < others; other++) {
      this.others.add(actor(Cloud.running().newPhoneNumber(), witness));
    }
    conversation = beginning.apply(alice, this.others).id();
    joined(alice, 1);
    this.others.forEach(other -> joined(other, 1));
    actors.forEach(Actor::online);
    actors.forEach(actor -> actor.awaitConversation(conversation));
  }

  final void joined(Actor actor, long seq) {
    history.note(new Happening.Joined(conversation.value(), actor.account().value(), seq));
  }

  private Actor actor(String number, Witness witness) {
    var actor = new Actor(number, history);
    actors.add(actor);
    witness.watch(actor.device(), this);
    return actor;
  }

  History history() {
    return history;
  }

  /** What becomes of a function's call on behalf of one of them. */
  Fault disturb(Site site) {
    var ordinal = calls.computeIfAbsent(site, unseen -> new AtomicInteger()).incrementAndGet();
    var fault = plan.on(site, ordinal);
    if (!(fault instanceof Fault.None)) {
      disturbed.add(fault.getClass().getSimpleName() + " at call " + ordinal + " of " + site);
    }
    return fault;
  }

  /** The places from which services were called since the plan was begun. */
  List<Site> sites() {
    return List.copyOf(calls.keySet());
  }

  /** Lets the plan begin; call counts begin anew. */
  void begin(Plan next) {
    calls.clear();
    disturbed.clear();
    begun = next;
    plan = next;
  }

  /** All write, at once, so many messages each; something happens in the midst of it. */
  final void write(int messages) {
    for (var number = 1; number <= messages; number++) {
      for (var actor : actors) {
        write(actor, number);
      }
      if (number == (messages + 1) / 2) {
        disrupt();
      }
    }
  }

  final void write(Actor actor, int number) {
    actor.send(conversation, number + " of " + actor.device() + " under " + plan);
  }

  /** Bob loses his connection. */
  void disrupt() {
    others.getFirst().reconnect();
  }

  /** Waits until everything is accepted, then ends the plan, lets each look once more, and sees who has what. */
  void settle() {
    actors.forEach(Actor::flush);
    plan = Plan.calm();
    actors.forEach(actor -> actor.client().sync());
    var sent = history.all(SendBegun.class).size();
    actors.forEach(actor -> actor.awaitShown(expected(actor, sent)));
    fetch(RawDevice.signIn(Cloud.running().settings(), alice.number()), List.of(alice, laptop));
    others.forEach(other -> fetch(RawDevice.signIn(Cloud.running().settings(), other.number()), List.of(other)));
  }

  /** How many messages a device shows in the end. */
  int expected(Actor actor, int sent) {
    return sent;
  }

  /** From where on an account reads in the end. */
  private long first(Actor actor) {
    return history.all(Happening.Joined.class).stream()
        .filter(joined -> joined.account().equals(actor.account().value())).mapToLong(Happening.Joined::seq).max()
        .orElseThrow();
  }

  /** What is stored, as a further device of the account sees it. */
  private void fetch(RawDevice reader, List<Actor> account) {
    var entries = new ArrayList<Placed>();
    var more = true;
    while (more) {
      var request = RawDevice.object();
      request.putArray("cursors").addObject().put("conversation", conversation.value()).put("after",
          entries.isEmpty() ? 0 : entries.getLast().seq());
      var page = reader.post("/v1/sync", request).expect(200).path("conversations").path(0);
      page.path("entries").forEach(entry -> entries.add(new Placed(entry.path("seq").asLong(),
          entry.has("envelope")
              ? new Message(entry.path("device").asText(), entry.at("/envelope/id").asText())
              : Happening.CHANGE)));
      more = page.path("more").asBoolean();
    }
    account.forEach(actor -> history.note(new Fetched(actor.device(), conversation.value(), first(actor), entries)));
  }

  /** Whether anything has gone wrong. */
  boolean wasDisturbed() {
    return !disturbed.isEmpty();
  }

  /** What went wrong, for whoever reads of a failure. */
  String log() {
    return begun + "; went wrong: " + disturbed;
  }

  @Override
  public void close() {
    actors.forEach(Actor::close);
  }
}
