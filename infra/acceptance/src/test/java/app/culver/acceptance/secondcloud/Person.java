package app.culver.acceptance.secondcloud;

import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Settings;
import app.culver.client.SignedIn;
import app.culver.client.crypto.StorageKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Someone who uses the Java client on one device, and can put it away and take it up again. */
final class Person implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PATIENCE_SECONDS = 30;

  private final Settings settings;
  private final Path folder;
  private final StorageKeyFile storage;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private Culver client;

  /** Opens a new profile in an empty folder. */
  Person(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
    try {
      storage = StorageKeyFile.create(folder.resolve("key"), new char[0], RANDOM);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    takeUp();
  }

  Culver client() {
    return client;
  }

  /** Signs in by the emulator's code. */
  SignedIn signIn(String phoneNumber) {
    var code = client.phone().sendCode(phoneNumber, Optional.empty());
    return client.signIn(code.confirm(code.fromEmulator().orElseThrow()), Optional.of("a device"));
  }

  /** Connects, and waits until everything that was missed has come. */
  Person online() {
    client.connect();
    await(Event.CaughtUp.class, event -> true);
    return this;
  }

  /** Ends the client; what is in its folder stays. */
  void putAway() {
    client.close();
    events.clear();
  }

  /** Starts the client anew on what is in its folder. */
  Person takeUp() {
    client = Culver.open(settings, folder.resolve("profile"), storage);
    client.listen(events::add);
    return this;
  }

  /** Waits for someone else's text. */
  Message hear(String text) {
    return see(new Content.Text(text));
  }

  /** Waits for a line of somebody's. */
  Message see(Content content) {
    return await(Event.MessageAdded.class, event -> event.message().content().equals(content)).message();
  }

  /** Waits for the next such event and passes over others. */
  <E extends Event> E await(Class<E> type, Predicate<E> wanted) {
    var passed = new ArrayList<Event>();
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        var event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new AssertionError("no such " + type.getSimpleName() + ", but " + passed);
        }
        if (type.isInstance(event) && wanted.test(type.cast(event))) {
          return type.cast(event);
        }
        passed.add(event);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The texts of a conversation as this device shows them. */
  List<String> texts(Message like) {
    return client.history(like.conversation(), Long.MAX_VALUE, 100).stream().map(Message::content)
        .filter(Content.Text.class::isInstance).map(content -> ((Content.Text) content).text()).toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
