package app.culver.core.log;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.TextOrder;
import java.util.List;

/**
 * The devices of one account that an envelope is sealed to.
 *
 * @param devices in the text order of their ids, each once; empty only says that the account was thought of
 */
public record Recipient(AccountId account, List<Device> devices) {

  /** One device and what was sealed to it. */
  public record Device(DeviceId device, SealedKey sealed) {}

  /** @throws FaultException if the devices are out of order or doubled */
  public Recipient {
    devices = List.copyOf(devices);
    TextOrder.check("/devices", devices, Device::device, "device");
  }
}
