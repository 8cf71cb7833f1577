package app.culver.core.push;

import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import java.time.Instant;
import java.util.Map;

/**
 * Port to how far the waking of devices has come. Devices are given as they were read, and can be woken; one that has
 * another token by now is left alone.
 */
public interface PushStates {

  /**
   * Keeps all others from waking the device for a while.
   *
   * @param until unlike that of anybody else who begins
   * @return false if somebody else has begun since the device was read
   */
  boolean begin(Device device, Instant until);

  /**
   * The device was woken, and others may wake it again.
   *
   * @param until with which it was begun
   * @param upTo what was in the logs by then is covered, whosever clock tells it
   * @param wokenFor what it was woken for, the greatest position of each conversation
   */
  void sent(Device device, Instant until, Instant upTo, Map<ConversationId, Long> wokenFor);

  /** The device was not woken: others may try, unless they have begun meanwhile. */
  void abandon(Device device, Instant until);
}
