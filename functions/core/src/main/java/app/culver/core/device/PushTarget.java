package app.culver.core.device;

/** Where a device can be woken. */
public record PushTarget(PushProvider provider, PushToken token) {}
