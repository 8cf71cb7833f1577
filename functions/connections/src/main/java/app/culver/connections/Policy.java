package app.culver.connections;

import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What an authorizer answers. The context rides on every later event of the socket; its values have to be scalars.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">Output
 *     from an authorizer</a>
 */
record Policy(String principalId, Document policyDocument, Optional<Who> context) {

  record Document(@JsonProperty("Version") String version, @JsonProperty("Statement") List<Statement> statement) {}

  record Statement(@JsonProperty("Action") String action, @JsonProperty("Effect") String effect,
      @JsonProperty("Resource") String resource) {}

  record Who(AccountId account, DeviceId device, SessionId session) {}

  static Policy allow(Caller caller, String resource) {
    return new Policy(caller.account().value(), document("Allow", resource),
        Optional.of(new Who(caller.account(), caller.device(), caller.session())));
  }

  static Policy deny(String resource) {
    return new Policy("nobody", document("Deny", resource), Optional.empty());
  }

  private static Document document(String effect, String resource) {
    return new Document("2012-10-17", List.of(new Statement("execute-api:Invoke", effect, resource)));
  }
}
