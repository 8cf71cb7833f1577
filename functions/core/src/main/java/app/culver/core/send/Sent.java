package app.culver.core.send;

import app.culver.core.delivery.Order;
import app.culver.core.device.Device;
import app.culver.core.log.Entry;
import app.culver.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What became of a send of which at least the first message is in the log.
 *
 * @param accepted in the order of the request
 * @param stopped why the message after these is not in the log; empty if all are
 * @param audience the devices to be told of these messages: the members', without the sending one; of a large group the
 *          sender's others
 * @param orders who else is to be told, by others
 */
public record Sent(List<Entry.Message> accepted, Optional<Refusal> stopped, List<Share> audience,
    List<Order> orders) {

  /** A device and those of the messages, in order, that were accepted while its account was a member. */
  public record Share(Device device, List<Entry.Message> messages) {
    public Share {
      messages = List.copyOf(messages);
    }
  }

  public Sent {
    accepted = List.copyOf(accepted);
    audience = List.copyOf(audience);
    orders = List.copyOf(orders);
  }
}
