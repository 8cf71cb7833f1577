package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;

/**
 * Who uses this profile, on which device.
 *
 * @param newAccount whether this sign-in made the account
 * @param newDevice whether this sign-in added the device
 */
public record SignedIn(AccountId account, DeviceId device, boolean newAccount, boolean newDevice) {}
