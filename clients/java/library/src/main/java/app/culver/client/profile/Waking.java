package app.culver.client.profile;

import app.culver.client.CulverException;
import app.culver.client.PushProvider;
import app.culver.client.session.Api;
import app.culver.client.wire.Json;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** How this device is woken while it is away. */
final class Waking {
  private static final String PATH = "/v1/devices/current/push-token";
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

  private final Api api;

  Waking(Api api) {
    this.api = api;
  }

  CompletableFuture<Void> set(PushProvider provider, String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new CulverException.NotPossible("a push token is 1 to 4,096 printable characters without spaces");
    }
    return api.put(PATH,
        Json.object().put("provider", provider.name().toLowerCase(Locale.ROOT)).put("token", token));
  }

  CompletableFuture<Void> remove() {
    return api.delete(PATH);
  }
}
