package app.culver.local.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Evaluates the policy that an authorizer returned, for one action on one resource: an explicit deny wins, and what is
 * not allowed is denied.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation</a>
 */
final class Policy {
  private static final String ACTION = "execute-api:Invoke";

  private Policy() {}

  /** @throws IllegalArgumentException if it is no policy, or has an element that is not imitated */
  static boolean allows(JsonNode document, String resource) {
    var statements = document.path("Statement");
    if (statements.isMissingNode()) {
      throw new IllegalArgumentException("a policy has statements");
    }
    var allowed = false;
    for (var statement : statements.isArray() ? statements : List.of(statements)) {
      if (statement.has("Condition") || statement.has("NotAction") || statement.has("NotResource")) {
        throw new IllegalArgumentException("conditions and negations are not imitated");
      }
      if (matches(statement.path("Action"), ACTION) && matches(statement.path("Resource"), resource)) {
        switch (statement.path("Effect").asText()) {
          case "Allow" -> allowed = true;
          case "Deny" -> {
            return false;
          }
          default -> throw new IllegalArgumentException("an effect is Allow or Deny");
        }
      }
    }
    return allowed;
  }

  private static boolean matches(JsonNode patterns, String value) {
    var texts = new ArrayList<String>();
    if (patterns.isArray()) {
      patterns.forEach(pattern -> texts.add(pattern.asText()));
    } else {
      texts.add(patterns.asText());
    }
    return texts.stream().anyMatch(pattern -> glob(pattern).matcher(value).matches());
  }

  private static Pattern glob(String pattern) {
    var quoted = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(quoted, Pattern.CASE_INSENSITIVE);
  }
}
