package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.ReceiptSeen;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening.Shown;
import app.culver.acceptance.history.Happening.SignedIn;
import app.culver.acceptance.history.History;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.Event;
import app.culver.client.crypto.StorageKeyFile;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.profile.Opening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A person with one device and the Java client, who notes what is seen on it. */
final class Actor implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration SHOWING = Duration.ofSeconds(30);

  private final String number;
  private final History history;
  private final Path folder;
  private final Culver client;
  private final AccountId account;
  private final String device;
  private final AtomicInteger shown = new AtomicInteger();

  /** Signs a new device of this number's account in. @param skew how much the device's clock is ahead */
  Actor(String number, History history, Duration skew) {
    this.number = number;
    this.history = history;
    try {
      folder = Files.createTempDirectory("actor");
      client = Opening.open(Cloud.running().settings(), folder.resolve("profile"),
          StorageKeyFile.create(folder.resolve("key"), new char[0], RANDOM), Clock.offset(Clock.systemUTC(), skew));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var signedIn = JavaClient.signIn(client, number);
    account = signedIn.account();
    device = signedIn.device().value();
    history.note(new SignedIn(account.value(), device));
    client.listen(this::heard);
  }

  private void heard(Event event) {
    switch (event) {
      case Event.MessageAdded(var message) when message.content() instanceof Content.Text(var text, _, _, _) -> {
        history.note(new Shown(device, message.conversation().value(), message.seq().orElseThrow(),
            new Happening.Message(message.device().orElseThrow().value(), message.id().orElseThrow().value()), text));
        shown.incrementAndGet();
      }
      case Event.ReceiptChanged(var conversation, var reader, var delivered, var read) ->
        history.note(new ReceiptSeen(device, conversation.value(), reader.value(), delivered, read));
      default -> {}
    }
  }

  Culver client() {
    return client;
  }

  String number() {
    return number;
  }

  AccountId account() {
    return account;
  }

  String device() {
    return device;
  }

  void online() {
    client.connect();
  }

  /** Loses the connection, and opens another one at once. */
  void reconnect() {
    client.disconnect();
    client.connect();
  }

  /** Waits until this device knows the conversation. */
  void awaitConversation(ConversationId conversation) {
    Awaitility.await().atMost(Patience.LONG)
        .until(() -> client.conversations().stream().anyMatch(known -> known.id().equals(conversation)));
  }

  /** Puts a text into the outbox. */
  void send(ConversationId conversation, String text) {
    var outgoing = client.send(conversation, text);
    history.note(
        new SendBegun(conversation.value(), new Happening.Message(device, outgoing.id().value()), text));
  }

  /** Does something until it succeeds. */
  void insist(Runnable change) {
    Patience.insist(() -> {
      change.run();
      return true;
    });
  }

  /** Removes another device of the account, until it is known to be gone. */
  void remove(String other) {
    var device = new DeviceId(other);
    insist(() -> {
      if (client.devices().stream().anyMatch(known -> known.id().equals(device))) {
        client.removeDevice(device);
      }
    });
    history.note(new Happening.DeviceRemoved(other));
  }

  /** Waits until this device has seen a change of the members, and says where it stands in the log. */
  long awaitLine(ConversationId conversation, Content content) {
    return Awaitility.await().atMost(Patience.LONG)
        .until(() -> client.history(conversation, Long.MAX_VALUE, 1_000).stream()
            .filter(message -> message.content().equals(content)).mapToLong(message -> message.seq().orElse(0)).max()
            .orElse(0), seq -> seq > 0);
  }

  /** Waits until the outbox is empty. */
  void flush() {
    client.flush(Patience.LONG);
  }

  /** Waits until so many messages were shown. */
  void awaitShown(int messages) {
    Awaitility.await().atMost(SHOWING).until(() -> shown.get() >= messages);
  }

  @Override
  public void close() {
    client.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
