package app.culver.core.session;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.SigningKey;

/** A device that signs in for the first time: it is added when its session begins. */
public record NewDevice(AccountId account, DeviceId id, SigningKey signingKey, SealingKey sealingKey,
    NewSession session) {}
