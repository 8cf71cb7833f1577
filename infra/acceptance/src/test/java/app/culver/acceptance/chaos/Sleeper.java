package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening.SignedIn;
import app.culver.acceptance.history.History;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import java.util.Optional;

/** A device that can be woken and acknowledges nothing. */
final class Sleeper implements AutoCloseable {
  private final RawDevice raw;
  private final String token;
  private Optional<RawSocket> socket = Optional.empty();

  /** Signs a new device of this number's account in. */
  Sleeper(String number, History history) {
    raw = RawDevice.signIn(Cloud.running().settings(), number);
    history.note(new SignedIn(raw.account().value(), raw.device().value()));
    token = raw.wakeable();
  }

  String device() {
    return raw.device().value();
  }

  String token() {
    return token;
  }

  /** Has everything posted to it that concerns it. */
  void listen() {
    socket = Optional.of(raw.online());
  }

  /** The device, to ask the server. */
  RawDevice awake() {
    // Much of the cloud's time may have passed.
    raw.refresh();
    return raw;
  }

  @Override
  public void close() {
    socket.ifPresent(RawSocket::close);
  }
}
