package app.culver.core.push;

import app.culver.core.device.PushToken;

/** Port to one provider of pushes. What happens at the provider is a result, never an exception. */
@FunctionalInterface
public interface Pushes {
  /** Hands the one wake-up that there is to the provider, within ten seconds. */
  Pushed wake(PushToken token);
}
