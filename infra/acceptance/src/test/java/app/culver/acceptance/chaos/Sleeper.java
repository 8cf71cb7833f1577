package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.SignedIn;
import app.culver.acceptance.history.History;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.client.identifier.ConversationId;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A device that can be woken and acknowledges nothing. */
final class Sleeper implements AutoCloseable {
  private final RawDevice raw;
  private final String token;
  private Optional<RawSocket> socket = Optional.empty();

  /** Signs a new device of this number's account in. */
  Sleeper(String number, History history) {
    raw = Patience.insist(() -> RawDevice.signIn(Cloud.running().settings(), number));
    history.note(new SignedIn(raw.account().value(), raw.device().value()));
    token = Patience.insist(raw::wakeable);
  }

  String device() {
    return raw.device().value();
  }

  String token() {
    return token;
  }

  /** Has everything posted to it that concerns it. */
  void listen() {
    socket = Optional.of(Patience.insist(raw::online));
  }

  /** Tries to get at the log of a conversation, by HTTP and by its socket, whatever it is answered. */
  void askAllTheSame(ConversationId conversation) {
    var request = RawDevice.object();
    request.putArray("cursors").addObject().put("conversation", conversation.value()).put("after", 0);
    raw.post("/v1/sync", request);
    try {
      socket.ifPresent(open -> open.send(request.put("action", "sync").toString()));
    } catch (CompletionException closed) {
      // As it should be.
    }
  }

  /** The device, to ask the server. */
  RawDevice awake() {
    // Much of the cloud's time may have passed.
    return Patience.insist(() -> {
      raw.refresh();
      return raw;
    });
  }

  @Override
  public void close() {
    socket.ifPresent(RawSocket::close);
  }
}
