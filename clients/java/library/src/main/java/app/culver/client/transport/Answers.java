package app.culver.client.transport;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Problems;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Reads answers: what was asked for, or why it was refused. */
public final class Answers {
  private Answers() {}

  /**
   * The body of an answer; an empty object if there is none.
   *
   * @throws CulverException.Refused if the status tells of a problem
   * @throws CulverException.Unreachable if the body is not JSON
   */
  public static ObjectNode read(Http.Answer answer) {
    if (answer.status() < 200 || answer.status() > 299) {
      throw new CulverException.Refused(problem(answer));
    }
    try {
      return answer.body().length == 0 ? Json.object() : Json.parse(answer.body());
    } catch (MalformedException notJson) {
      throw senseless(notJson);
    }
  }

  /** An answer that has not the form that the contract gives it. */
  public static CulverException.Unreachable senseless(MalformedException fault) {
    return new CulverException.Unreachable("the server's answer makes no sense: " + fault.getMessage(), fault);
  }

  private static Problem problem(Http.Answer answer) {
    try {
      return Problems.read(Json.parse(answer.body()));
    } catch (MalformedException fromTheGateway) {
      return gatewayProblem(answer);
    }
  }

  /**
   * API Gateway answers by itself when it throttles or a function fails, in a form of its own.
   *
   * <p>See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
   */
  private static Problem gatewayProblem(Http.Answer answer) {
    var status = answer.status();
    if (status == 429 || status == 503) {
      var common = new Problem.Common("busy", status, "The server is busy.", "");
      return new Problem.Busy(common, Duration.ofSeconds(answer.retryAfterSeconds().orElse(1L)));
    }
    var common = new Problem.Common("http-" + status, status, "The server answered with status " + status + ".", "");
    return status >= 500 ? new Problem.Internal(common) : new Problem.Other(common);
  }
}
