package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.ConnectionState;
import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Settings;
import app.culver.client.crypto.DeviceKeyStore;
import app.culver.client.crypto.StorageCipher;
import app.culver.client.group.Groups;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A client in the simulation: its process may die at any write, and comes back from what is on its disk. */
final class SimulatedClient {
  private static final Settings SETTINGS = new Settings(URI.create("http://model"), URI.create("ws://model/live"),
      "urn:culver:model", new Settings.Firebase("demo", "key", Optional.empty()));

  private final Simulation simulation;
  private final FlakyNetwork network;
  private final Path folder;
  private final String idToken;
  private final Duration clockWrongBy;
  final List<Event> events = new ArrayList<>();
  private Simulation.ProcessLoop loop;
  private Store store;
  private Lifecycle lifecycle;
  Parts parts;
  int crashes;

  /** The process died. */
  private static final class Crash extends Error {
    private Crash() {
      super("the process died", null, false, false);
    }
  }

  /** @param folder is made, and must not be there */
  SimulatedClient(Simulation simulation, FlakyNetwork network, Path folder, String idToken, Duration clockWrongBy) {
    this.simulation = simulation;
    this.network = network;
    this.folder = folder;
    this.idToken = idToken;
    this.clockWrongBy = clockWrongBy;
    assertThat(folder.toFile().mkdir()).isTrue();
    start();
  }

  private void start() {
    try {
      open();
    } catch (Crash again) {
      died(again);
    }
  }

  private void open() {
    var random = simulation.secureRandom();
    loop = simulation.new ProcessLoop(clockWrongBy, this::died);
    store = Store.open(folder.resolve("journal"), new PlainStorage(), random);
    lifecycle = new Lifecycle(new DeviceKeyStore(folder.resolve("device-keys"), new PlainStorage()), random,
        SETTINGS.issuer());
    Executor atOnce = Runnable::run;
    var told = new Events(atOnce);
    told.listen(events::add);
    parts = new Parts(SETTINGS, new Environment(loop, random, network, network.dialer(),
        folder.resolve("files")), store, lifecycle.keys(), told);
    lifecycle.open(parts);
    loop.execute(this::goOn);
  }

  private void goOn() {
    if (parts.session.identity().isPresent()) {
      parts.socket.open();
    } else {
      loop.when(lifecycle.signIn(idToken, Optional.of("a device")), signedIn -> parts.socket.open(),
          failure -> loop.after(Duration.ofSeconds(2), this::goOn));
    }
  }

  /** Ends the process without a word, and starts another one after a while. */
  void kill() {
    if (store != null) {
      loop.kill();
      died(new Crash());
    }
  }

  /** Ends the process, until {@link #resume}. */
  void pause() {
    loop.kill();
    store.close();
    parts.socket.close(ConnectionState.OFF);
    store = null;
  }

  void resume() {
    start();
  }

  private void died(Throwable fault) {
    if (!isCrash(fault)) {
      throw new AssertionError("a fault of the library", fault);
    }
    crashes++;
    if (store != null) {
      store.close();
      store = null;
    }
    simulation.at(simulation.upTo(5_000), this::start);
  }

  private static boolean isCrash(Throwable fault) {
    return fault instanceof Crash || fault != null && isCrash(fault.getCause());
  }

  AccountId account() {
    return parts.self.account().orElseThrow();
  }

  /** Writes a message: again and again, until the outbox has taken it. */
  void write(AccountId to, String text) {
    var taken = new boolean[1];
    loop.execute(() -> {
      if (parts.session.identity().isEmpty()) {
        return;
      }
      var conversation = parts.conversations.idWith(to);
      if (parts.history.has(conversation)) {
        parts.outbox.add(conversation, text);
        taken[0] = true;
        parts.sender.pump(conversation);
      } else {
        loop.when(parts.conversations.begin(to), parts.sync::want, failure -> {
          // Tried again below.
        });
      }
    });
    simulation.at(Duration.ofSeconds(1), () -> {
      if (!taken[0]) {
        write(to, text);
      }
    });
  }

  /** Creates a group: again and again, until it is there. */
  void create(String title, List<AccountId> members) {
    loop.execute(() -> loop.when(parts.groups.create(new Content.Titled(title, Optional.empty()), members), done -> {
      // Seen by then.
    }, failure -> simulation.at(Duration.ofSeconds(1), () -> create(title, members))));
  }

  /** Does something to a group: again and again, until it is done. */
  void change(Function<Groups, CompletableFuture<ConversationId>> change) {
    var done = new boolean[1];
    loop.execute(() -> {
      try {
        loop.when(change.apply(parts.groups), group -> done[0] = true, failure -> {
          // Tried again below.
        });
      } catch (CulverException.NotPossible over) {
        done[0] = true;
      }
    });
    simulation.at(Duration.ofSeconds(40), () -> {
      if (!done[0]) {
        change(change);
      }
    });
  }

  /** Writes into a group: again and again, until the outbox has taken it, or it is not possible. */
  void write(ConversationId group, String text) {
    var taken = new boolean[1];
    loop.execute(() -> {
      if (parts.session.identity().isPresent() && parts.history.has(group)) {
        taken[0] = true;
        try {
          parts.outbox.add(group, text);
          parts.sender.pump(group);
        } catch (CulverException.NotPossible noMember) {
          // It was removed.
        }
      }
    });
    simulation.at(Duration.ofSeconds(1), () -> {
      if (!taken[0]) {
        write(group, text);
      }
    });
  }

  void markRead(ConversationId conversation) {
    loop.execute(() -> new Writing(parts, null, new Views(parts)).markRead(last(conversation)));
  }

  private Message last(ConversationId conversation) {
    var messages = messages(conversation);
    return messages.get(messages.size() - 1);
  }

  /** Everything that this device shows of a conversation. */
  List<Message> messages(ConversationId conversation) {
    return new Views(parts).messages(conversation, Long.MAX_VALUE, 10_000);
  }

  /** The ids of the messages that stand in the history, in order. */
  List<String> shown(ConversationId conversation) {
    return messages(conversation).stream().filter(message -> message.state() != Message.State.FAILED)
        .flatMap(message -> message.id().stream()).map(id -> id.value()).toList();
  }

  List<String> texts(ConversationId conversation) {
    return messages(conversation).stream().map(Message::content).filter(Content.Text.class::isInstance)
        .map(content -> ((Content.Text) content).text()).toList();
  }

  /** Does not encrypt, to be fast; dies now and then in the middle of a write. */
  private final class PlainStorage implements StorageCipher {
    @Override
    public byte[] seal(String label, byte[] plaintext) {
      if (simulation.chance(network.faults.crash())) {
        throw new Crash();
      }
      return plaintext;
    }

    @Override
    public byte[] open(String label, byte[] sealed) {
      return sealed;
    }
  }
}
