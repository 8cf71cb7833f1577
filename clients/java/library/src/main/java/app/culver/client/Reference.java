package app.culver.client;

import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;

/** Names a message of the conversation in which it is used. It may not be on this device. */
public record Reference(DeviceId device, MessageId id) {

  /** @throws CulverException.NotPossible if this line is no message */
  public static Reference to(Message message) {
    if (message.id().isEmpty() || message.device().isEmpty()) {
      throw new CulverException.NotPossible("that line is no message");
    }
    return new Reference(message.device().get(), message.id().get());
  }
}
