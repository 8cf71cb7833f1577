package app.culver.core.delivery;

import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.Collection;
import java.util.List;

/**
 * Frames for one socket of a device.
 *
 * @param frames posted one after another
 */
public record Post(AccountId account, DeviceId device, ConnectionId connection, List<byte[]> frames) {
  public Post {
    frames = List.copyOf(frames);
  }

  /** The same frames for each of these devices that is connected. */
  public static List<Post> to(Collection<Device> devices, List<byte[]> frames) {
    return devices.stream().flatMap(device -> device.presence().stream()
        .map(presence -> new Post(device.account(), device.id(), presence.connection(), frames))).toList();
  }
}
