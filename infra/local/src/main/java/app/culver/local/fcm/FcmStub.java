package app.culver.local.fcm;

import app.culver.local.gateway.Json;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Takes messages and keeps them. */
public final class FcmStub implements WebHandler {
  private static final Pattern PATH = Pattern.compile("/v1/(projects/[^/]+)/messages(?::|%3A)send");
  private static final List<String> TARGETS = List.of("fid", "token", "topic", "condition");
  private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";

  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private volatile Function<Push, Answer> answers = _ -> new Answer.Accepted();

  /**
   * A message that was sent, whatever the answer.
   *
   * @param parent {@code projects/<project>}
   * @param message the message as it came: whom it is for, data, notification, and what each platform gets
   */
  public record Push(String parent, JsonNode message) {

    /** The app on one device: a Firebase installation id or a registration token; empty for a topic or condition. */
    public String target() {
      return message.hasNonNull("fid") ? message.get("fid").asText() : message.path("token").asText();
    }
  }

  /** Decides from now on what each message is answered. */
  public void answer(Function<Push, Answer> next) {
    answers = next;
  }

  /** All messages that came, in their order. */
  public List<Push> pushes() {
    return List.copyOf(pushes);
  }

  @Override
  public WebResponse handle(WebRequest request) throws InterruptedException {
    var path = PATH.matcher(request.path());
    if (!path.matches() || !request.method().equals("POST")) {
      return error(404, "NOT_FOUND", "not found");
    }
    if (request.header("Authorization").filter(value -> value.startsWith("Bearer ")).isEmpty()) {
      return error(401, "UNAUTHENTICATED", "Request is missing required authentication credential.");
    }
    var message = Json.parse(request.body()).map(body -> body.path("message"));
    if (message.isEmpty() || !hasTarget(message.get())) {
      return error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT");
    }
    var push = new Push(path.group(1), message.get());
    pushes.add(push);
    return answered(push);
  }

  private WebResponse answered(Push push) throws InterruptedException {
    return switch (answers.apply(push)) {
      case Answer.Accepted _ -> accepted(push);
      case Answer.Unregistered _ -> error(404, "NOT_FOUND", "UNREGISTERED");
      case Answer.QuotaExceeded quota -> error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED").with("retry-after",
          Long.toString(quota.retryAfter().toSeconds()));
      case Answer.Unavailable _ -> error(503, "UNAVAILABLE", "UNAVAILABLE");
      case Answer.Hang hang -> {
        hang.released().await();
        yield accepted(push);
      }
    };
  }

  private static WebResponse accepted(Push push) {
    return WebResponse.json(200,
        Json.object().put("name", push.parent() + "/messages/" + UUID.randomUUID()).toString());
  }

  private static boolean hasTarget(JsonNode message) {
    return TARGETS.stream().anyMatch(message::hasNonNull);
  }

  private static WebResponse error(int status, String canonical, String code) {
    var answer = Json.object();
    var error = answer.putObject("error").put("code", status).put("message", code).put("status", canonical);
    error.putArray("details").addObject().put("@type", FCM_ERROR).put("errorCode", code);
    return WebResponse.json(status, answer.toString());
  }
}
