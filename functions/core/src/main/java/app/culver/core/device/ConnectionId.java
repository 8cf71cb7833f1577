package app.culver.core.device;

/** Names one open socket, as the gateway named it: opaque, 1 to 128 characters. */
public record ConnectionId(String value) {
  /** @throws IllegalArgumentException if the value is missing, empty or too long */
  public ConnectionId {
    if (value == null || value.isEmpty() || value.length() > 128) {
      throw new IllegalArgumentException("a connection id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
