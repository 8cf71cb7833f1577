package app.culver.local.gateway.socket;

import app.culver.local.gateway.ErrorType;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.template.SocketApi.Route;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What becomes of a message once its function has ended. That it failed is told on one-way routes too: AWS's pages do not
 * say so, but it was seen there (https://github.com/aws-samples/simple-websockets-chat-app/issues/42).
 *
 * @param body what the client gets of the function's answer
 * @param message what the gateway tells the client instead
 */
record Reply(int status, Optional<ErrorType> error, Optional<String> body, Optional<String> message) {

  /** @param outcome empty if the function took too long */
  static Reply of(Route route, Optional<Invocation> outcome) {
    return switch (outcome.orElse(null)) {
      case null -> failed(504, ErrorType.INTEGRATION_TIMEOUT, "Endpoint request timed out");
      case Invocation.Failed _ -> failed();
      case Invocation.Returned returned -> ProxyAnswer.read(returned.payload())
          .map(answer -> answered(answer, answer.body().filter(_ -> route.twoWay()))).orElseGet(Reply::failed);
    };
  }

  private static Reply answered(ProxyAnswer answer, Optional<String> body) {
    return body.filter(Reply::isTooLong).isPresent()
        ? failed()
        : new Reply(answer.status(), Optional.empty(), body, Optional.empty());
  }

  private static Reply failed() {
    return failed(502, ErrorType.INTEGRATION_FAILURE, "Internal server error");
  }

  private static Reply failed(int status, ErrorType type, String message) {
    return new Reply(status, Optional.of(type), Optional.empty(), Optional.of(message));
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > SocketGateway.MAX_MESSAGE_BYTES;
  }
}
