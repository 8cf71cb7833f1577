package app.culver.acceptance.support;

import app.culver.client.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Phone verification by Firebase Auth's REST protocol against an emulator of it, which tells the codes it sends. */
public final class FirebasePhone {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private FirebasePhone() {}

  /** An ID token that proves the number. */
  public static String idToken(Settings settings, String phoneNumber) {
    var emulator = "http://" + settings.firebase().authEmulator().orElseThrow();
    var accounts = emulator + "/identitytoolkit.googleapis.com/v1/accounts:";
    var key = "?key=" + settings.firebase().apiKey();
    var sent = call(HttpRequest.newBuilder(URI.create(accounts + "sendVerificationCode" + key))
        .POST(HttpRequest.BodyPublishers.ofString("{\"phoneNumber\":\"" + phoneNumber + "\"}")));
    var session = sent.path("sessionInfo").asText();
    var codes = call(HttpRequest.newBuilder(
        URI.create(emulator + "/emulator/v1/projects/" + settings.firebase().project() + "/verificationCodes")).GET());
    var code = "";
    for (var each : codes.path("verificationCodes")) {
      if (each.path("sessionInfo").asText().equals(session)) {
        code = each.path("code").asText();
      }
    }
    return call(HttpRequest.newBuilder(URI.create(accounts + "signInWithPhoneNumber" + key))
        .POST(HttpRequest.BodyPublishers
            .ofString("{\"sessionInfo\":\"" + session + "\",\"code\":\"" + code + "\"}")))
        .path("idToken").asText();
  }

  private static JsonNode call(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.header("content-type", "application/json").build(),
          HttpResponse.BodyHandlers.ofString());
      return Answer.of(response).expect(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
