package app.culver.core.account;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Races;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.device.Push;
import app.culver.core.device.PushTarget;
import java.util.Optional;

/** Sets and removes the push token of the device that asks for it, again after a lost race. */
public final class PushTokenChanges {
  private final Devices devices;
  private final PushTokens tokens;
  private final Races races;

  public PushTokenChanges(Devices devices, PushTokens tokens, Backoff backoff) {
    this.devices = devices;
    this.tokens = tokens;
    this.races = new Races(backoff);
  }

  /**
   * Wakes the device by this token from now on, and by no other.
   *
   * @throws app.culver.core.refusal.RefusedException SessionEnded; Busy after too many races
   */
  public void set(Caller caller, PushTarget target) {
    races.win(() -> Optional.of(tokens.set(caller, own(caller).push().map(Push::target), target)).filter(done -> done));
  }

  /**
   * Wakes the device no more.
   *
   * @throws app.culver.core.refusal.RefusedException SessionEnded
   */
  public void remove(Caller caller) {
    own(caller).push().ifPresent(push -> tokens.remove(caller.account(), caller.device(), push.target()));
  }

  private Device own(Caller caller) {
    return OwnDevice.in(devices.of(caller.account()), caller);
  }
}
