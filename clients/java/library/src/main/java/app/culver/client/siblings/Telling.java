package app.culver.client.siblings;

import app.culver.client.CulverException;
import app.culver.client.Device;
import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.outbox.Outbox;
import app.culver.client.people.People;
import app.culver.client.people.Profiles;
import app.culver.client.people.Self;
import app.culver.client.session.Session;
import app.culver.client.session.Session.Identity;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.sync.Conversations;
import app.culver.client.transport.Retry;
import app.culver.client.wire.DirectoryAnswer.ListedDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Tells each device of this account that is newer than this one, once, what this one knows. */
public final class Telling {
  private final Store store;
  private final Session session;
  private final Self self;
  private final People people;
  private final Profiles profiles;
  private final History history;
  private final Conversations conversations;
  private final Outbox outbox;
  private final Logs logs;
  private CompletableFuture<Void> looking = CompletableFuture.completedFuture(null);

  /** What telling asks of the keeping of the logs. */
  public interface Logs {
    /** Everything new is to be fetched: what is told afterwards is what holds. */
    CompletableFuture<Void> catchUp();

    /** A conversation was begun. */
    void want(ConversationId conversation);

    /** Something waits to be sent. */
    void send(ConversationId conversation);
  }

  public Telling(Store store, Session session, Self self, People people, Profiles profiles, History history,
      Conversations conversations, Outbox outbox, Logs logs) {
    this.store = store;
    this.session = session;
    this.self = self;
    this.people = people;
    this.profiles = profiles;
    this.history = history;
    this.conversations = conversations;
    this.outbox = outbox;
    this.logs = logs;
  }

  /**
   * Looks for devices on the account's list that were not there before: one look after the other, because each may find
   * what the one before it did not.
   *
   * @return fails if trying again may help
   */
  public CompletableFuture<Void> look() {
    looking = looking.handle((done, failure) -> done).thenCompose(before -> lookNow()).handle(this::ended)
        .thenCompose(result -> result);
    return looking;
  }

  /** What the server refuses for good it would refuse again: that is left to the next connection. */
  private CompletableFuture<Void> ended(Void done, Throwable error) {
    var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause == null || cause instanceof CulverException.Refused refused && !Retry.passes(refused.problem())
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(cause);
  }

  private CompletableFuture<Void> lookNow() {
    if (session.identity().isEmpty() || unjudged(session.required()).isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    var identity = session.required();
    return profiles.devices().thenCompose(devices -> judge(identity, devices));
  }

  private List<DeviceId> unjudged(Identity identity) {
    return people.devices(identity.account()).stream().map(ListedDevice::device)
        .filter(device -> !device.equals(identity.device()) && !self.judged().contains(device)).toList();
  }

  private CompletableFuture<Void> judge(Identity identity, List<Device> devices) {
    var own = devices.stream().filter(Device::current).map(Device::addedAt).findFirst().orElse(Instant.MAX);
    var others = devices.stream().filter(device -> !device.current()).toList();
    var ids = others.stream().map(Device::id).toList();
    if (others.stream().noneMatch(device -> device.addedAt().isAfter(own) && !self.judged().contains(device.id()))) {
      return told(identity, ids, new Batch());
    }
    return logs.catchUp().thenCompose(done -> Knowledge.of(history, people, self).isEmpty()
        ? told(identity, ids, new Batch())
        : notes(identity).thenCompose(notes -> tell(identity, notes, ids)));
  }

  private CompletableFuture<ConversationId> notes(Identity identity) {
    var notes = conversations.idWith(identity.account());
    return history.has(notes)
        ? CompletableFuture.completedFuture(notes)
        : conversations.begin(identity.account()).thenApply(begun -> {
          logs.want(begun);
          return begun;
        });
  }

  /** Stored at once: a device is taken for told when what tells it is on its way. */
  private CompletableFuture<Void> tell(Identity identity, ConversationId notes, List<DeviceId> judged) {
    var batch = new Batch();
    if (isStill(identity)) {
      self.judge(judged, batch);
      outbox.tell(notes, Knowledge.of(history, people, self), batch);
      logs.send(notes);
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> told(Identity identity, List<DeviceId> judged, Batch batch) {
    if (isStill(identity)) {
      self.judge(judged, batch);
      store.write(batch);
    }
    return CompletableFuture.completedFuture(null);
  }

  private boolean isStill(Identity identity) {
    return session.identity().equals(Optional.of(identity));
  }
}
