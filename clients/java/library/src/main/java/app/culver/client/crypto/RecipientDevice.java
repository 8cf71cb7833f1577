package app.culver.client.crypto;

/** A device to seal a message to. */
public record RecipientDevice(String account, String device, P256PublicKey sealingKey) {}
