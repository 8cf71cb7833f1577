package app.culver.local.firebase;

import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Speaks the REST protocol as a client's SDK does. */
final class FirebaseClient {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI server;

  FirebaseClient(URI server) {
    this.server = server;
  }

  /** An answer's status and JSON. */
  record Answer(int status, JsonNode body) {
    String text(String name) {
      return body.path(name).asText();
    }

    String error() {
      return body.at("/error/message").asText();
    }
  }

  Answer sendCode(String phone) {
    return post("/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode?key=any",
        Json.object().put("phoneNumber", phone).put("recaptchaToken", "ignored").toString());
  }

  Answer signIn(String sessionInfo, String code) {
    return post("/identitytoolkit.googleapis.com/v1/accounts:signInWithPhoneNumber?key=any",
        Json.object().put("sessionInfo", sessionInfo).put("code", code).toString());
  }

  Answer post(String path, String body) {
    return send(HttpRequest.newBuilder(URI.create(server + path)).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)).build());
  }

  Answer form(String path, String body) {
    return send(HttpRequest.newBuilder(URI.create(server + path))
        .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)).build());
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(server + path)).build());
  }

  HttpResponse<String> raw(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private Answer send(HttpRequest request) {
    var answer = raw(request);
    return new Answer(answer.statusCode(), Json.parse(answer.body()).orElse(Json.object()));
  }
}
