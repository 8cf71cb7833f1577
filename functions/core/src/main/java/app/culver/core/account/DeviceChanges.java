package app.culver.core.account;

import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event.DevicesChanged;
import app.culver.core.delivery.EventEncoder;
import app.culver.core.delivery.Outcome;
import app.culver.core.delivery.Post;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import java.util.List;

/** Tells an account's devices that there is one more or one less of them. */
public final class DeviceChanges {
  private final Delivery delivery;
  private final EventEncoder encoder;

  public DeviceChanges(Delivery delivery, EventEncoder encoder) {
    this.delivery = delivery;
    this.encoder = encoder;
  }

  /** Tells those of these devices that are connected; the others will see it in the list when they next read it. */
  public Outcome tell(AccountId account, List<Device> devices) {
    return delivery.deliver(Post.to(devices, List.of(encoder.encode(new DevicesChanged(account)))));
  }
}
