package app.culver.accounts;

import app.culver.core.device.PushProvider;
import app.culver.core.device.PushTarget;
import app.culver.core.device.PushToken;

/** {@code push-token-request.json}. */
record PushTokenRequest(PushProvider provider, PushToken token) {
  PushTarget target() {
    return new PushTarget(provider, token);
  }
}
