package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Message;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.History;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.identifier.ConversationId;
import app.culver.local.tap.TapFaults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Alice with two devices and Bob with one, who talk while their plan disturbs them. */
final class Talk implements AutoCloseable {
  private final History history = new History();
  private final Map<Site, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Set<String> disturbed = ConcurrentHashMap.newKeySet();
  private final List<Actor> actors = new ArrayList<>();
  private final Actor alice;
  private final Actor laptop;
  private final Actor bob;
  private final ConversationId conversation;
  private volatile Plan plan = Plan.calm();
  private volatile Plan begun = plan;

  /** Lets them meet in peace. */
  Talk(Witness witness) {
    var number = Cloud.running().newPhoneNumber();
    alice = actor(number, witness);
    laptop = actor(number, witness);
    bob = actor(Cloud.running().newPhoneNumber(), witness);
    conversation = alice.client().conversationWith(bob.account()).id();
    history.note(new Happening.Joined(conversation.value(), alice.account().value(), 1));
    history.note(new Happening.Joined(conversation.value(), bob.account().value(), 1));
    actors.forEach(Actor::online);
    actors.forEach(actor -> actor.awaitConversation(conversation));
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

  /** All write, at once, so many messages each; Bob loses his connection in the midst of it. */
  void write(int messages) {
    for (var number = 1; number <= messages; number++) {
      for (var actor : actors) {
        actor.send(conversation, number + " of " + actor.device() + " under " + plan);
      }
      if (number == (messages + 1) / 2) {
        bob.reconnect();
      }
    }
  }

  /** Waits until everything is accepted, then ends the plan, lets each look once more, and sees who has what. */
  void settle() {
    actors.forEach(Actor::flush);
    plan = Plan.calm();
    actors.forEach(actor -> actor.client().sync());
    var sent = history.all(SendBegun.class).size();
    actors.forEach(actor -> actor.awaitShown(sent));
    fetch(RawDevice.signIn(Cloud.running().settings(), alice.number()), List.of(alice, laptop));
    fetch(RawDevice.signIn(Cloud.running().settings(), bob.number()), List.of(bob));
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
    account.forEach(actor -> history.note(new Fetched(actor.device(), conversation.value(), 1, entries)));
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
