package app.culver.aws.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A value breaks a rule; the message states the rule and is shown to the caller. */
final class RuleException extends JsonMappingException {
  RuleException(JsonParser parser, String rule) {
    super(parser, rule);
  }
}
