package app.culver.client;

/** Who brings wake-ups to a device that is away. */
public enum PushProvider {
  /** Firebase Cloud Messaging, which also serves Apple's devices. */
  FCM
}
