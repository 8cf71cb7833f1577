package app.culver.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A session's pair of tokens. A class without {@code toString}: both are secrets. Times are the server's. */
public final class Tokens {
  private final String access;
  private final Instant accessExpiresAt;
  private final String refresh;
  private final Instant refreshExpiresAt;

  public Tokens(String access, Instant accessExpiresAt, String refresh, Instant refreshExpiresAt) {
    this.access = access;
    this.accessExpiresAt = accessExpiresAt;
    this.refresh = refresh;
    this.refreshExpiresAt = refreshExpiresAt;
  }

  public String access() {
    return access;
  }

  public Instant accessExpiresAt() {
    return accessExpiresAt;
  }

  public String refresh() {
    return refresh;
  }

  public static Tokens read(JsonNode json) {
    return new Tokens(Json.text(json, "accessToken"), Json.time(json, "accessTokenExpiresAt"),
        Json.text(json, "refreshToken"), Json.time(json, "refreshTokenExpiresAt"));
  }

  public ObjectNode write() {
    return Json.object().put("accessToken", access).put("accessTokenExpiresAt", accessExpiresAt.toEpochMilli())
        .put("refreshToken", refresh).put("refreshTokenExpiresAt", refreshExpiresAt.toEpochMilli());
  }
}
