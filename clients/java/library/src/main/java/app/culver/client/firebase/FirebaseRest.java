package app.culver.client.firebase;

import app.culver.client.CulverException;
import app.culver.client.CulverException.SignInFailed;
import app.culver.client.Settings;
import app.culver.client.transport.Answers;
import app.culver.client.transport.Http;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Google's Identity Toolkit.
 *
 * <p>See https://cloud.google.com/identity-platform/docs/reference/rest/v1/accounts/sendVerificationCode and, for the
 * emulator, https://firebase.google.com/docs/reference/rest/auth#section-auth-emulator-get-sms-codes
 */
public final class FirebaseRest {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final Http http;
  private final Settings.Firebase settings;

  public FirebaseRest(Http http, Settings.Firebase settings) {
    this.http = http;
    this.settings = settings;
  }

  /** Sends a code. @return what names it when it is confirmed */
  public CompletableFuture<String> sendCode(String phoneNumber, Optional<String> recaptcha) {
    if (!E164.matcher(phoneNumber).matches()) {
      throw new SignInFailed(SignInFailed.Reason.INVALID_PHONE_NUMBER,
          "a phone number is a plus sign, the country's code and the number, such as +4915112345678");
    }
    var body = Json.object().put("phoneNumber", phoneNumber);
    recaptcha.ifPresent(token -> body.put("recaptchaToken", token));
    return accounts("sendVerificationCode", body).thenApply(answer -> text(answer, "sessionInfo"));
  }

  /** Exchanges a code for an ID token. */
  public CompletableFuture<String> confirm(String sessionInfo, String digits) {
    return accounts("signInWithPhoneNumber", Json.object().put("sessionInfo", sessionInfo).put("code", digits))
        .thenApply(answer -> text(answer, "idToken"));
  }

  /** The digits that an emulator sent; empty if there is no emulator, or it knows none. */
  public CompletableFuture<Optional<String>> fromEmulator(String sessionInfo) {
    if (settings.authEmulator().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    var url = "http://" + settings.authEmulator().get() + "/emulator/v1/projects/" + settings.project()
        + "/verificationCodes";
    return http.call(new Http.Request("GET", url, Optional.empty(), Optional.of("owner"))).thenApply(answer -> {
      for (var code : read(answer).path("verificationCodes")) {
        if (code.path("sessionInfo").asText().equals(sessionInfo)) {
          return Optional.of(text(code, "code"));
        }
      }
      return Optional.empty();
    });
  }

  private CompletableFuture<ObjectNode> accounts(String method, ObjectNode body) {
    var host = settings.authEmulator().map(emulator -> "http://" + emulator + "/identitytoolkit.googleapis.com")
        .orElse("https://identitytoolkit.googleapis.com");
    var url = host + "/v1/accounts:" + method + "?key=" + settings.apiKey();
    return http.call(new Http.Request("POST", url, Optional.of(Json.bytes(body)), Optional.empty()))
        .thenApply(FirebaseRest::read);
  }

  private static ObjectNode read(Http.Answer answer) {
    ObjectNode body;
    try {
      body = Json.parse(answer.body());
    } catch (MalformedException notJson) {
      throw new CulverException.Unreachable("the identity provider answers with status " + answer.status(), notJson);
    }
    if (answer.status() >= 500) {
      throw new CulverException.Unreachable("the identity provider answers with status " + answer.status(), null);
    }
    if (answer.status() >= 400) {
      throw refusal(body.path("error").path("message").asText());
    }
    return body;
  }

  private static SignInFailed refusal(String message) {
    // "TOO_SHORT : Phone number too short.": a word, then sometimes an explanation.
    var word = message.split(" ", 2)[0];
    return switch (word) {
      case "INVALID_PHONE_NUMBER", "TOO_SHORT", "TOO_LONG", "MISSING_PHONE_NUMBER" -> new SignInFailed(
          SignInFailed.Reason.INVALID_PHONE_NUMBER, "there is no such phone number");
      case "INVALID_CODE", "MISSING_CODE" -> new SignInFailed(SignInFailed.Reason.WRONG_CODE,
          "that is not the code that was sent");
      case "SESSION_EXPIRED", "INVALID_SESSION_INFO" -> new SignInFailed(SignInFailed.Reason.CODE_EXPIRED,
          "the code has expired: ask for a new one");
      case "TOO_MANY_ATTEMPTS_TRY_LATER", "QUOTA_EXCEEDED" -> new SignInFailed(SignInFailed.Reason.TOO_MANY_ATTEMPTS,
          "too many attempts: wait a while");
      case "CAPTCHA_CHECK_FAILED", "MISSING_RECAPTCHA_TOKEN", "INVALID_RECAPTCHA_TOKEN", "INVALID_APP_CREDENTIAL",
          "MISSING_APP_CREDENTIAL", "MISSING_CLIENT_IDENTIFIER" ->
        new SignInFailed(
            SignInFailed.Reason.APP_NOT_VERIFIED, "the Firebase project demands a reCAPTCHA or an app's attestation");
      default -> new SignInFailed(SignInFailed.Reason.OTHER, "the identity provider refused: " + message);
    };
  }

  private static String text(JsonNode answer, String name) {
    try {
      return Json.text(answer, name);
    } catch (MalformedException fault) {
      throw Answers.senseless(fault);
    }
  }
}
