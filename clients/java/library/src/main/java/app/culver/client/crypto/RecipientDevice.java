package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;

/** A device to seal a message to. */
public record RecipientDevice(AccountId account, DeviceId device, P256PublicKey sealingKey) {}
