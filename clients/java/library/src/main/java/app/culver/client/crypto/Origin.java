package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;

/** Where an envelope belongs and who sent it: bound into every part of the envelope. */
public record Origin(ConversationId conversation, AccountId account, DeviceId device) {}
