package app.culver.local.function;

import app.culver.local.gateway.Functions.Invocation;

/** An invocation that ended without an answer, with the type and message that Lambda gives. */
final class FunctionException extends Exception {
  private final String type;

  FunctionException(String type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  Invocation.Failed failed() {
    return new Invocation.Failed(type, getMessage());
  }
}
