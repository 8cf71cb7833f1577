package app.culver.local.fcm;

import app.culver.local.gateway.Json;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes messages and keeps them. What each is answered says {@link #answerNext}, else {@link #answer(String, Answer)}, else
 * {@link #answer(Function)}; it is accepted if nothing was said.
 */
public final class FcmStub implements WebHandler {
  private static final Pattern PATH = Pattern.compile("/v1/(projects/[^/]+)/messages(?::|%3A)send");
  private static final List<String> TARGETS = List.of("fid", "token", "topic", "condition");
  private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";

  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private final List<Consumer<Push>> watchers = new CopyOnWriteArrayList<>();
  private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
  private final Map<String, Answer> byTarget = new ConcurrentHashMap<>();
  private volatile Function<Push, Answer> answers = _ -> new Answer.Accepted();

  /**
   * A message that was sent, whatever the answer.
   *
   * @param parent {@code projects/<project>}
   * @param body the whole body as it came
   * @param authorization the header with the sender's access token
   */
  public record Push(String parent, JsonNode body, String authorization) {

    /** Whom it is for, data, notification, and what each platform gets. */
    public JsonNode message() {
      return body.path("message");
    }

    /** The app on one device: a Firebase installation id or a registration token; empty for a topic or condition. */
    public String target() {
      return message().hasNonNull("fid") ? message().get("fid").asText() : message().path("token").asText();
    }
  }

  /** Decides from now on what messages are answered. */
  public void answer(Function<Push, Answer> rule) {
    answers = rule;
  }

  /** Decides from now on what messages to one device are answered. */
  public void answer(String target, Answer answer) {
    byTarget.put(target, answer);
  }

  /** Decides what the next messages are answered, whomever they are for; after so many, all is as before. */
  public void answerNext(int calls, Answer answer) {
    next.addAll(Collections.nCopies(calls, answer));
  }

  /** Accepts everything from now on. */
  public void acceptAll() {
    next.clear();
    byTarget.clear();
    answers = _ -> new Answer.Accepted();
  }

  /** Is told of each message from now on, before it is answered: be quick, and throw nothing. */
  public void watch(Consumer<Push> watcher) {
    watchers.add(watcher);
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
    var authorization = request.header("Authorization").filter(value -> value.startsWith("Bearer "));
    if (authorization.isEmpty()) {
      return error(401, "UNAUTHENTICATED", "Request is missing required authentication credential.");
    }
    var body = Json.parse(request.body()).filter(json -> hasTarget(json.path("message")));
    if (body.isEmpty()) {
      return error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT");
    }
    var push = new Push(path.group(1), body.get(), authorization.get());
    pushes.add(push);
    watchers.forEach(watcher -> watcher.accept(push));
    return answered(push);
  }

  private WebResponse answered(Push push) throws InterruptedException {
    return switch (said(push)) {
      case Answer.Accepted _ -> accepted(push);
      case Answer.Unregistered _ -> error(404, "NOT_FOUND", "UNREGISTERED");
      case Answer.InvalidArgument _ -> error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT");
      case Answer.QuotaExceeded quota -> retry(error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"),
          quota.retryAfter());
      case Answer.Unavailable(var retryAfter) -> {
        var answer = error(503, "UNAVAILABLE", "UNAVAILABLE");
        yield retryAfter.map(after -> retry(answer, after)).orElse(answer);
      }
      case Answer.Hang hang -> {
        hang.released().await();
        yield accepted(push);
      }
    };
  }

  private Answer said(Push push) {
    var soon = next.poll();
    return soon != null ? soon : Optional.ofNullable(byTarget.get(push.target())).orElseGet(() -> answers.apply(push));
  }

  private static WebResponse accepted(Push push) {
    return WebResponse.json(200,
        Json.object().put("name", push.parent() + "/messages/" + UUID.randomUUID()).toString());
  }

  private static WebResponse retry(WebResponse answer, Duration after) {
    return answer.with("retry-after", Long.toString(after.toSeconds()));
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
