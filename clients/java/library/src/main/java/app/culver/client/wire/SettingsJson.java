package app.culver.client.wire;

import app.culver.client.Settings;
import java.net.URI;

/** Reads settings. */
public final class SettingsJson {
  private SettingsJson() {}

  /** @throws IllegalArgumentException if it is not JSON or lacks something; the message says what */
  public static Settings parse(String json) {
    var root = Json.parse(json);
    var firebase = Json.child(root, "firebase");
    return new Settings(URI.create(Json.text(root, "api")), URI.create(Json.text(root, "socket")),
        Json.text(root, "issuer"), new Settings.Firebase(Json.text(firebase, "project"), Json.text(firebase, "apiKey"),
            Json.optionalText(firebase, "authEmulator")));
  }
}
