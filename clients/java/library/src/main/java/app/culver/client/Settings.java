package app.culver.client;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a Culver deployment is; {@link Culver#settings} reads it. The same small JSON file serves the local cloud, which
 * writes it, and AWS, where its values are the stack's outputs:
 *
 * <pre>{@code
 * {
 *   "api": "https://abc123.execute-api.eu-central-1.amazonaws.com",
 *   "socket": "wss://def456.execute-api.eu-central-1.amazonaws.com/live",
 *   "issuer": "urn:culver:my-stack",
 *   "firebase": {"project": "my-project", "apiKey": "AIza...", "authEmulator": "127.0.0.1:9099"}
 * }
 * }</pre>
 *
 * Only the local cloud has {@code authEmulator}. Members that are not known are ignored.
 *
 * @param api base address of the HTTP API, without a trailing slash
 * @param socket address of the WebSocket API with its stage
 * @param issuer whom proofs are addressed to: the issuer of the deployment's tokens
 * @param firebase the identity provider
 */
public record Settings(URI api, URI socket, String issuer, Firebase firebase) {

  /**
   * The Firebase project that people sign in with.
   *
   * @param apiKey the project's web API key; it identifies, and is no secret
   * @param authEmulator host and port of an Auth emulator; empty on AWS
   */
  public record Firebase(String project, String apiKey, Optional<String> authEmulator) {
    public Firebase {
      Objects.requireNonNull(project, "project");
      Objects.requireNonNull(apiKey, "apiKey");
      Objects.requireNonNull(authEmulator, "authEmulator");
    }
  }

  public Settings {
    check(api, "api", "http");
    check(socket, "socket", "ws");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(firebase, "firebase");
  }

  private static void check(URI address, String name, String scheme) {
    if (!scheme.equals(address.getScheme()) && !(scheme + "s").equals(address.getScheme())
        || address.getHost() == null) {
      throw new IllegalArgumentException(name + " must be an address that begins with " + scheme + ":// or " + scheme
          + "s://");
    }
    if (address.getPath() != null && address.getPath().endsWith("/")) {
      throw new IllegalArgumentException(name + " must not end with a slash");
    }
  }
}
