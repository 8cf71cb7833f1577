package app.culver.local.firebase;

import app.culver.local.firebase.PhoneAccounts.Account;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes and reads tokens that are not signed, as the Firebase emulator does.
 *
 * @see <a href="https://firebase.google.com/docs/emulator-suite/connect_auth#emulated_id_tokens">ID tokens of the
 *     emulator</a>
 */
final class EmulatorTokens {
  static final int VALID_SECONDS = 3600;
  private static final String HEADER = encode(Json.object().put("alg", "none").put("typ", "JWT"));

  private final String project;

  EmulatorTokens(String project) {
    this.project = project;
  }

  /** @param signedIn when the code was typed in */
  String idToken(Account account, Instant signedIn, Instant now) {
    var claims = Json.object().put("iss", "https://securetoken.google.com/" + project).put("aud", project);
    claims.put("auth_time", signedIn.getEpochSecond()).put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + VALID_SECONDS);
    claims.put("sub", account.uid()).put("user_id", account.uid()).put("phone_number", account.phoneNumber());
    var firebase = claims.putObject("firebase").put("sign_in_provider", "phone");
    firebase.putObject("identities").putArray("phone").add(account.phoneNumber());
    return HEADER + "." + encode(claims) + ".";
  }

  /** The account's uid that an ID token of this stand-in names; empty if it is none or has expired. */
  Optional<String> uid(String idToken, Instant now) {
    var parts = idToken.split("\\.", -1);
    return parts.length == 3 && parts[0].equals(HEADER)
        ? decode(parts[1]).filter(claims -> claims.path("aud").asText().equals(project))
            .filter(claims -> claims.path("exp").asLong() > now.getEpochSecond())
            .map(claims -> claims.path("sub").asText())
        : Optional.empty();
  }

  String refreshToken(Account account, Instant signedIn) {
    return encode(Json.object().put("standIn", "culver").put("uid", account.uid()).put("signedIn",
        signedIn.toEpochMilli()));
  }

  /** What a refresh token holds; empty if it is none of this stand-in's. */
  Optional<Refresh> refresh(String token) {
    return decode(token).filter(node -> node.path("standIn").asText().equals("culver"))
        .map(node -> new Refresh(node.path("uid").asText(), Instant.ofEpochMilli(node.path("signedIn").asLong())));
  }

  record Refresh(String uid, Instant signedIn) {}

  private static String encode(JsonNode node) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(node));
  }

  private static Optional<JsonNode> decode(String part) {
    try {
      return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
