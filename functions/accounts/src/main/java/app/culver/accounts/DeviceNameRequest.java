package app.culver.accounts;

import app.culver.core.Bytes;
import app.culver.core.device.Device;
import app.culver.core.refusal.FaultException;

/** {@code device-name-request.json}. */
record DeviceNameRequest(Bytes name) {
  DeviceNameRequest {
    if (name.size() < 1 || name.size() > Device.MOST_NAME_BYTES) {
      throw new FaultException("/name", "must be 1 to 256 bytes");
    }
  }
}
