package app.culver.core.model;

import app.culver.core.device.Caller;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Does operations to the system and to the model, and has both answer and look alike. */
final class Comparison {
  private final Clock clock;
  private final Core core;
  private final Model model;
  private final Scene scene;
  private final AtomicReference<Caller> drawn = new AtomicReference<>();
  private final boolean looking;
  private final List<String> story = new ArrayList<>();

  /** @param looking whether to compare after each step what everybody sees; if not, only at the end */
  Comparison(Stores stores, Clock clock, RandomGenerator random, boolean looking) {
    this.clock = clock;
    this.core = new Core(stores, clock, random);
    this.model = new Model(clock, new Registry(clock, drawn::get));
    this.scene = new Scene(clock, model);
    this.looking = looking;
  }

  /** What was asked for was refused. */
  private record Refused(Refusal refusal) {}

  /** @throws AssertionError with the whole story, if the two differ */
  void play(List<Operation> operations) {
    for (int person = 0; person < People.NAMES.size(); person++) {
      step(new Operation.SignIn(person, 0, 0));
    }
    for (Operation operation : operations) {
      step(operation);
      if (looking) {
        look();
      }
    }
    look();
  }

  private void step(Operation operation) {
    Step step = scene.step(operation);
    Object actual = answer(core, step.call());
    if (operation instanceof Operation.Wait(var hours)) {
      clock.pass(Duration.ofHours(hours));
    }
    if (actual instanceof Messenger.SignedIn signedIn) {
      drawn.set(signedIn.caller());
    }
    Object expected = answer(model, step.call());
    if (actual instanceof Messenger.Begun begun) {
      scene.names.putIfAbsent(begun.conversation().id().value(), "conversation " + model.rooms.size());
    }
    story.add(step.words() + outcome(actual));
    require("The answer", actual, expected);
    if (actual instanceof Messenger.SignedIn(var caller, var _, var _)) {
      know(caller);
    }
  }

  private void know(Caller caller) {
    int person = model.registry.devices.get(caller.device()).person();
    scene.signedIn(person, caller);
    String name = People.NAMES.get(person);
    scene.names.putIfAbsent(caller.account().value(), name);
    scene.names.putIfAbsent(caller.device().value(), name + "'s device "
        + model.registry.devices.values().stream().filter(row -> row.person() == person).count());
    scene.names.putIfAbsent(caller.session().value(), "a session");
  }

  /** What everybody sees who is signed in. */
  private void look() {
    List<ConversationId> all = List.copyOf(model.rooms.keySet());
    scene.present().forEach((person, caller) -> {
      see(person, "conversations", there -> there.conversations(caller));
      see(person, "blocks", there -> there.blocks(caller));
      for (ConversationId id : all) {
        see(person, id + " itself", there -> there.conversation(caller, id));
        see(person, id + " and how far its members are", there -> there.receipts(caller, id));
        see(person, id + " from its beginning", there -> there.sync(caller, List.of(new Cursor(id, 0))));
      }
    });
    see(0, "everybody's devices", there -> there.directory(List.copyOf(model.registry.accounts.values())));
  }

  private void see(int person, String what, Function<Messenger, Object> look) {
    require("What " + People.NAMES.get(person) + " sees of " + what, answer(core, look), answer(model, look));
  }

  private void require(String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      StringBuilder text = new StringBuilder("After this:\n");
      for (int i = 0; i < story.size(); i++) {
        text.append(i + 1).append(". ").append(story.get(i)).append('\n');
      }
      text.append(what).append(" is\n  ").append(actual).append("\nand should be\n  ").append(expected);
      throw new AssertionError(named(text.toString()));
    }
  }

  /** With names instead of identifiers. */
  private String named(String text) {
    String named = text;
    for (Map.Entry<String, String> name : scene.names.entrySet()) {
      named = named.replace(name.getKey(), name.getValue());
    }
    return named;
  }

  private static String outcome(Object answer) {
    return switch (answer) {
      case

          Refused(var refusal) ->
        " (refused: " + refusal + ")";
      case Messenger.Accepted accepted -> " (at " + accepted.entries().stream().map(Entry::seq).toList()
          + accepted.stopped().map(refusal -> ", then " + refusal).orElse("") + ")";
      case Messenger.Changed changed -> " (at " + changed.entry().seq() + ")";
      case Messenger.Begun begun -> " (" + (begun.created() ? "" : "found ") + begun.conversation().id() + ")";
      default -> "";
    };
  }

  private static Object answer(Messenger messenger, Function<Messenger, Object> call) {
    try {
      return call.apply(messenger);
    } catch (RefusedException e) {
      return new Refused(Messenger.plain(e.refusal()));
    }
  }
}
