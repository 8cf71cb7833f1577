package app.culver.local.screen;

import app.culver.local.cloud.LocalCloud.Endpoints;
import app.culver.local.firebase.SentCode;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For tools: one JSON object a line, told apart by {@code event}. */
public final class JsonScreen implements Screen {
  private final PrintStream out;

  public JsonScreen(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begins(String part) {
    print(event("begins").put("part", part));
  }

  @Override
  public void ready(Endpoints endpoints, Path settings, Optional<Path> data) {
    var event = event("ready").put("api", endpoints.api().toString()).put("socket", endpoints.socket().toString());
    event.put("firebase", endpoints.firebase()).put("dynamodb", endpoints.dynamo().toString());
    endpoints.queues().ifPresent(queues -> event.put("sqs", queues.toString()));
    endpoints.buckets().ifPresent(buckets -> event.put("s3", buckets.toString()));
    endpoints.site().ifPresent(site -> event.put("web", site.toString()));
    event.put("settings", settings.toString());
    data.ifPresent(folder -> event.put("data", folder.toString()));
    print(event);
  }

  @Override
  public void failed(String what, String advice) {
    print(event("failed").put("message", what).put("advice", advice));
  }

  @Override
  public void code(SentCode code) {
    print(event("code").put("phoneNumber", code.phoneNumber()).put("code", code.code()));
  }

  @Override
  public void pushed(String token) {
    print(event("push").put("token", token));
  }

  @Override
  public void answered(String method, String path, String route, int status) {
    print(event("http").put("method", method).put("route", route).put("status", status));
  }

  @Override
  public void logged(String api, String line) {
    print(line(event("access").put("api", api), line));
  }

  @Override
  public void socket(String what, String connection, String detail) {
    print(event("socket").put("what", what).put("connection", connection).put("detail", detail));
  }

  @Override
  public void invoked(String function, String requestId, Duration took, Optional<String> failure) {
    var event = event("invoked").put("function", function).put("requestId", requestId).put("millis", took.toMillis());
    failure.ifPresent(message -> event.put("failure", message));
    print(event);
  }

  @Override
  public void printed(String function, String line) {
    print(line(event("printed").put("function", function), line));
  }

  @Override
  public void function(String function, String what) {
    print(event("function").put("function", function).put("message", what));
  }

  @Override
  public void ended() {
    print(event("ended"));
  }

  private static ObjectNode line(ObjectNode event, String line) {
    Json.parse(line).ifPresentOrElse(json -> event.set("line", json), () -> event.put("line", line));
    return event;
  }

  private static ObjectNode event(String name) {
    return Json.object().put("time", Instant.now().toString()).put("event", name);
  }

  private synchronized void print(ObjectNode event) {
    out.println(event);
  }
}
