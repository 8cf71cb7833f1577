package app.culver.sessions;

import app.culver.core.refusal.FaultException;
import app.culver.core.session.IdToken;
import app.culver.core.session.SignIn;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.Signature;
import app.culver.core.signature.SigningKey;

/** {@code sign-in-request.json}. */
record SignInRequest(Provider provider, IdToken idToken, Keys device, Signature proof) {

  enum Provider {
    FIREBASE
  }

  /** The public keys of the device. */
  record Keys(SigningKey signingKey, SealingKey sealingKey) {
    Keys {
      if (signingKey.bytes().equals(sealingKey.bytes())) {
        throw new FaultException("/sealingKey", "must be another key than signingKey");
      }
    }
  }

  SignIn.Request toDomain() {
    return new SignIn.Request(idToken, device.signingKey(), device.sealingKey(), proof);
  }
}
