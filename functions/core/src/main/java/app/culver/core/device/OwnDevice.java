package app.culver.core.device;

import app.culver.core.refusal.Refusal.SessionEnded;
import java.util.List;
import java.util.Optional;

/** The check that makes removal immediate: a token counts only while its device's row names its session. */
public final class OwnDevice {

  private OwnDevice() {}

  /**
   * The caller's device among the rows of the caller's account.
   *
   * @throws app.culver.core.refusal.RefusedException if the device was removed or its session has ended
   */
  public static Device in(List<Device> own, Caller caller) {
    return own.stream().filter(device -> device.id().equals(caller.device()))
        .filter(device -> device.session().equals(Optional.of(caller.session()))).findFirst()
        .orElseThrow(() -> new SessionEnded().exception());
  }
}
