package app.culver.client.signal;

import app.culver.client.Event;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.Opened;
import app.culver.client.crypto.Origin;
import app.culver.client.crypto.P256PublicKey;
import app.culver.client.history.History;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.people.People;
import app.culver.client.session.Session;
import app.culver.client.socket.Socket;
import app.culver.client.wire.DirectoryAnswer.ListedDevice;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.MessageContent;
import app.culver.client.wire.Signal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes in the signals of others, and tells of those that are genuine and new. */
public final class Signals {
  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Duration SHOWN = Duration.ofSeconds(10);
  private static final int LINES_LOOKED_AT = 20;
  /** More than come before the oldest is late; a server that lies about the time could tell of it again after these. */
  private static final int IDS_KEPT = 1_000;

  private final History history;
  private final People people;
  private final Session session;
  private final Socket socket;
  private final Clock clock;
  private final Consumer<Event> events;
  private final Set<Sent> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Sent, Boolean> eldest) {
      return size() > IDS_KEPT;
    }
  });

  /** What a signal is known by. */
  private record Sent(DeviceId device, MessageId id) {}

  public Signals(History history, People people, Session session, Socket socket, Clock clock,
      Consumer<Event> events) {
    this.history = history;
    this.people = people;
    this.session = session;
    this.socket = socket;
    this.clock = clock;
    this.events = events;
  }

  /** Takes a signal as the server tells it. */
  public void received(Signal signal) {
    if (session.identity().isEmpty() || !history.has(signal.conversation())
        || !history.members(signal.conversation()).contains(signal.sender())
        || signal.time().isBefore(socket.serverTime().minus(LATE)) || hasWrittenSince(signal)) {
      return;
    }
    if (isTyping(signal) && seen.add(new Sent(signal.device(), signal.envelope().id()))) {
      events.accept(new Event.Typing(signal.conversation(), signal.sender(), clock.instant().plus(SHOWN)));
    }
  }

  /** Whether what was being typed has arrived: a message may overtake the signal before it. */
  private boolean hasWrittenSince(Signal signal) {
    return history.last(signal.conversation(), Long.MAX_VALUE, LINES_LOOKED_AT).stream()
        .anyMatch(line -> line.id().isPresent() && line.sender().equals(signal.sender())
            && !line.time().isBefore(signal.time()));
  }

  private boolean isTyping(Signal signal) {
    var key = signingKey(signal);
    if (key.isEmpty()) {
      return false;
    }
    var self = session.required();
    var opened = HpkeSuite.open(new Origin(signal.conversation(), signal.sender(), signal.device()), signal.envelope(),
        key.get(), self.account(), self.device(), session.keys());
    try {
      return opened instanceof Opened.Content content
          && MessageContent.read(content.bytes()).kind().equals(MessageContent.TYPING);
    } catch (MalformedException notAContent) {
      return false;
    }
  }

  /** Of a device that the sender still has: nothing is as old as one that was removed. */
  private Optional<P256PublicKey> signingKey(Signal signal) {
    return people.devices(signal.sender()).stream().filter(device -> device.device().equals(signal.device()))
        .map(ListedDevice::signingKey).findFirst();
  }
}
