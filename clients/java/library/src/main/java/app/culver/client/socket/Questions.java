package app.culver.client.socket;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.loop.Loop;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Problems;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The frames that wait for an answer, by their request ids. */
final class Questions {
  private final Loop loop;
  private final Map<String, Question> open = new HashMap<>();
  private long asked;

  private record Question(CompletableFuture<ObjectNode> answer, Loop.Timer timer) {}

  Questions(Loop loop) {
    this.loop = loop;
  }

  /** The id of the next question. */
  String next() {
    return "r" + ++asked;
  }

  /** @return the answer; fails with a refusal, or as unreachable after the time limit */
  CompletableFuture<ObjectNode> await(String requestId, Duration limit) {
    return await(requestId, limit, answer -> answer.completeExceptionally(
        new CulverException.Unreachable("no answer within " + limit.toSeconds() + " s", null)));
  }

  /** Of what is answered only if it fails. @return fails as {@link #await}, but that silence is a good answer */
  CompletableFuture<ObjectNode> awaitFailure(String requestId, Duration limit) {
    return await(requestId, limit, answer -> answer.complete(Json.object()));
  }

  private CompletableFuture<ObjectNode> await(String requestId, Duration limit,
      Consumer<CompletableFuture<ObjectNode>> silence) {
    var answer = new CompletableFuture<ObjectNode>();
    var timer = loop.after(limit, () -> {
      if (open.remove(requestId) != null) {
        silence.accept(answer);
      }
    });
    open.put(requestId, new Question(answer, timer));
    return answer;
  }

  /** @return whether the frame was the answer to a question */
  boolean answered(ObjectNode frame) {
    var question = open.remove(frame.path("requestId").asText());
    if (question == null) {
      return false;
    }
    question.timer().cancel();
    if (!frame.path("type").asText().equals("error")) {
      question.answer().complete(frame);
      return true;
    }
    question.answer().completeExceptionally(new CulverException.Refused(problem(frame)));
    return true;
  }

  private static Problem problem(ObjectNode frame) {
    try {
      return Problems.read(Json.child(frame, "problem"));
    } catch (MalformedException fault) {
      return new Problem.Internal(new Problem.Common("malformed", 500, "The server sent a malformed problem.", ""));
    }
  }

  /** No answer will come any more. */
  void fail(String reason) {
    var failed = List.copyOf(open.values());
    open.clear();
    failed.forEach(question -> {
      question.timer().cancel();
      question.answer().completeExceptionally(new CulverException.Unreachable(reason, null));
    });
  }
}
