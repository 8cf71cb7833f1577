package app.culver.local.firebase;

import app.culver.local.gateway.Json;
import app.culver.local.server.WebResponse;

/** An error as Identity Toolkit answers it; the message is the code that SDKs look for. */
final class FirebaseRefusal extends RuntimeException {
  private final int status;

  FirebaseRefusal(int status, String code) {
    super(code, null, false, false);
    this.status = status;
  }

  WebResponse response() {
    var error = Json.object();
    error.putObject("error").put("code", status).put("message", getMessage()).putArray("errors").addObject()
        .put("message", getMessage()).put("reason", "invalid").put("domain", "global");
    return WebResponse.json(status, error.toString());
  }
}
