package app.culver.client;

import app.culver.client.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a Culver deployment is. The same small JSON file serves the local cloud, which writes it, and AWS, where its
 * values are the stack's outputs:
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

  /**
   * Reads a settings file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it lacks something; the message says what
   */
  public static Settings read(Path file) throws IOException {
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /**
   * Reads settings from JSON text.
   *
   * @throws IllegalArgumentException if it is not JSON or lacks something; the message says what
   */
  public static Settings parse(String json) {
    var root = Json.parse(json);
    var firebase = Json.child(root, "firebase");
    return new Settings(URI.create(Json.text(root, "api")), URI.create(Json.text(root, "socket")),
        Json.text(root, "issuer"), new Firebase(Json.text(firebase, "project"), Json.text(firebase, "apiKey"),
            Json.optionalText(firebase, "authEmulator")));
  }
}
