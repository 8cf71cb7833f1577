package app.culver.core.identifier;

import java.util.random.RandomGenerator;

/** Makes new identifiers. The generator is a cryptographic one wherever an identifier must not be guessed. */
public record Ids(RandomGenerator random) {
  public AccountId account() {
    return AccountId.of(bytes());
  }

  public DeviceId device() {
    return DeviceId.of(bytes());
  }

  public SessionId session() {
    return SessionId.of(bytes());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[Identifier.BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
