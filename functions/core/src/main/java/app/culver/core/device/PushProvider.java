package app.culver.core.device;

/** Who brings a wake-up to a device. */
public enum PushProvider {
  /** Firebase Cloud Messaging, which hands on to Apple's service and to browsers'. */
  FCM
}
