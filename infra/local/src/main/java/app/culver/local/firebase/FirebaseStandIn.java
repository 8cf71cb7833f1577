package app.culver.local.firebase;

import app.culver.local.firebase.PhoneAccounts.Account;
import app.culver.local.gateway.Json;
import app.culver.local.server.QueryParameters;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stand-in's REST interface; where it listens is what {@code FIREBASE_AUTH_EMULATOR_HOST} names.
 *
 * @see <a href="https://firebase.google.com/docs/reference/rest/auth">Firebase Auth REST API</a>
 */
public final class FirebaseStandIn implements WebHandler {
  private static final String TOOLKIT = "/identitytoolkit.googleapis.com/v1/";

  private final String project;
  private final InstantSource clock;
  private final InstantSource signIns;
  private final Consumer<SentCode> sms;
  private final PhoneAccounts accounts;
  private final PhoneSessions sessions;
  private final EmulatorTokens tokens;

  /**
   * Makes a stand-in of one project.
   *
   * @param folder where accounts are kept; empty to forget them at the end
   * @param clock the one that verifiers go by: Firebase's SDKs always take the system's
   * @param sms gets each code that Firebase would send
   */
  public FirebaseStandIn(String project, Optional<Path> folder, InstantSource clock, Consumer<SentCode> sms) {
    this(project, folder, clock, clock, sms);
  }

  /** As above; people sign in at the times of another clock, which verifiers hand on and do not look at. */
  public FirebaseStandIn(String project, Optional<Path> folder, InstantSource clock, InstantSource signIns,
      Consumer<SentCode> sms) {
    this.project = project;
    this.clock = clock;
    this.signIns = signIns;
    this.sms = sms;
    this.accounts = new PhoneAccounts(folder);
    this.sessions = new PhoneSessions(clock);
    this.tokens = new EmulatorTokens(project);
  }

  @Override
  public WebResponse handle(WebRequest request) {
    if (request.method().equals("OPTIONS")) {
      return shared(request, WebResponse.empty(204));
    }
    try {
      return shared(request, answer(request));
    } catch (FirebaseRefusal refusal) {
      return shared(request, refusal.response());
    }
  }

  private WebResponse answer(WebRequest request) {
    var own = "/emulator/v1/projects/" + project + "/";
    return switch (request.method() + " " + request.path().replace("%3A", ":")) {
      case "GET /" -> WebResponse.json(200, """
          {"authEmulator":{"ready":true},"standIn":"Culver's stand-in of Firebase Auth: not Firebase, for development"}
          """);
      case "POST " + TOOLKIT + "accounts:sendVerificationCode" -> send(body(keyed(request)));
      case "POST " + TOOLKIT + "accounts:signInWithPhoneNumber" -> signIn(body(keyed(request)));
      case "POST " + TOOLKIT + "accounts:lookup" -> lookup(body(keyed(request)));
      case "GET " + TOOLKIT + "recaptchaParams" -> WebResponse.json(200,
          "{\"recaptchaStoken\":\"This is a stand-in\",\"recaptchaSiteKey\":\"No_reCAPTCHA_here\"}");
      // Web SDKs ask before they send a code, and go on without reCAPTCHA Enterprise when nothing is enforced.
      case "GET /identitytoolkit.googleapis.com/v2/recaptchaConfig" -> WebResponse.json(200, """
          {"recaptchaKey":"projects/stand-in/keys/none",
           "recaptchaEnforcementState":[{"provider":"PHONE_PROVIDER","enforcementState":"OFF"}]}
          """);
      case "POST /securetoken.googleapis.com/v1/token" -> refresh(keyed(request));
      case String path when path.equals("POST " + TOOLKIT + "projects/" + project + "/accounts:lookup") -> find(
          body(owned(request)));
      case String path when path.equals("GET " + own + "verificationCodes") -> codes();
      default -> throw new FirebaseRefusal(404, "NOT_FOUND");
    };
  }

  private WebResponse send(JsonNode body) {
    var begun = sessions.begin(body.path("phoneNumber").asText());
    sms.accept(new SentCode(begun.phoneNumber(), begun.code()));
    return WebResponse.json(200, Json.object().put("sessionInfo", begun.sessionInfo()).toString());
  }

  private WebResponse signIn(JsonNode body) {
    var phone = sessions.redeem(body.path("sessionInfo").asText(), body.path("code").asText());
    var now = clock.instant();
    var known = accounts.ofPhone(phone);
    var account = known.orElseGet(() -> accounts.create(phone, now));
    var signedIn = signIns.instant();
    var answer = Json.object().put("idToken", tokens.idToken(account, signedIn, now));
    answer.put("refreshToken", tokens.refreshToken(account, signedIn));
    answer.put("expiresIn", Integer.toString(EmulatorTokens.VALID_SECONDS)).put("localId", account.uid());
    return WebResponse.json(200, answer.put("isNewUser", known.isEmpty()).put("phoneNumber", phone).toString());
  }

  /** A client asks about itself. */
  private WebResponse lookup(JsonNode body) {
    var account = tokens.uid(body.path("idToken").asText(), clock.instant()).flatMap(accounts::ofUid)
        .orElseThrow(() -> new FirebaseRefusal(400, "INVALID_ID_TOKEN"));
    return users(List.of(account));
  }

  /** A server asks about anybody. */
  private WebResponse find(JsonNode body) {
    var found = new ArrayList<Account>();
    body.path("localId").forEach(uid -> accounts.ofUid(uid.asText()).ifPresent(found::add));
    body.path("phoneNumber").forEach(phone -> accounts.ofPhone(phone.asText()).ifPresent(found::add));
    return users(found);
  }

  private WebResponse refresh(WebRequest request) {
    var form = QueryParameters.of(request.bodyText());
    var token = form.stream().filter(field -> field.name().equals("refresh_token")).findFirst()
        .orElseThrow(() -> new FirebaseRefusal(400, "MISSING_REFRESH_TOKEN")).value();
    var held = tokens.refresh(token).orElseThrow(() -> new FirebaseRefusal(400, "INVALID_REFRESH_TOKEN"));
    var account = accounts.ofUid(held.uid()).orElseThrow(() -> new FirebaseRefusal(400, "USER_NOT_FOUND"));
    var idToken = tokens.idToken(account, held.signedIn(), clock.instant());
    var answer = Json.object().put("id_token", idToken).put("access_token", idToken).put("refresh_token", token);
    answer.put("expires_in", Integer.toString(EmulatorTokens.VALID_SECONDS)).put("token_type", "Bearer");
    return WebResponse.json(200, answer.put("user_id", account.uid()).put("project_id", project).toString());
  }

  private WebResponse codes() {
    var answer = Json.object();
    var codes = answer.putArray("verificationCodes");
    sessions.all().forEach(pending -> codes.addObject().put("phoneNumber", pending.phoneNumber())
        .put("sessionInfo", pending.sessionInfo()).put("code", pending.code()));
    return WebResponse.json(200, answer.toString());
  }

  private static WebResponse users(List<Account> found) {
    var answer = Json.object().put("kind", "identitytoolkit#GetAccountInfoResponse");
    if (!found.isEmpty()) {
      ArrayNode users = answer.putArray("users");
      for (var account : found) {
        var created = Long.toString(account.createdAt().toEpochMilli());
        var user = users.addObject().put("localId", account.uid()).put("phoneNumber", account.phoneNumber());
        user.put("createdAt", created).put("lastLoginAt", created);
        user.putArray("providerUserInfo").addObject().put("providerId", "phone").put("rawId", account.phoneNumber())
            .put("phoneNumber", account.phoneNumber());
      }
    }
    return WebResponse.json(200, answer.toString());
  }

  /** Firebase wants an API key of clients; which one does not matter here. */
  private static WebRequest keyed(WebRequest request) {
    if (QueryParameters.of(request.query()).stream().noneMatch(field -> field.name().equals("key"))) {
      throw new FirebaseRefusal(403, "The request is missing a valid API key.");
    }
    return request;
  }

  /** Servers show that they are the emulator's owner. */
  private static WebRequest owned(WebRequest request) {
    if (request.header("Authorization").filter("Bearer owner"::equals).isEmpty()) {
      throw new FirebaseRefusal(401, "Request is missing required authentication credential.");
    }
    return request;
  }

  private static JsonNode body(WebRequest request) {
    return Json.parse(request.body()).filter(JsonNode::isObject)
        .orElseThrow(() -> new FirebaseRefusal(400, "Invalid JSON payload received."));
  }

  /** Web clients come from another origin, and Firebase lets any in. */
  private static WebResponse shared(WebRequest request, WebResponse answer) {
    var origin = request.header("Origin");
    if (origin.isEmpty()) {
      return answer;
    }
    return answer.with("access-control-allow-origin", "*").with("access-control-allow-methods", "GET, POST, OPTIONS")
        .with("access-control-allow-headers", request.header("Access-Control-Request-Headers").orElse("*"))
        .with("access-control-max-age", "600");
  }
}
