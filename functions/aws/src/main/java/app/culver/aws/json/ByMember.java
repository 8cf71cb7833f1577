package app.culver.aws.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/**
 * Reads an object of which one member tells which of several forms the others have. Jackson's own way to do it also takes
 * arrays of the name and the rest, and names by other types than text.
 */
final class ByMember<T> extends StdDeserializer<T> {
  private final String member;
  private final transient Map<String, Class<? extends T>> forms;

  ByMember(Class<T> type, String member, Map<String, Class<? extends T>> forms) {
    super(type);
    this.member = member;
    this.forms = forms;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new RuleException(parser, "must be an object");
    }
    ObjectNode object = (ObjectNode) context.readTree(parser);
    JsonNode name = object.remove(member);
    if (name == null) {
      throw refusal(parser, "is missing");
    }
    Class<? extends T> form = name.isTextual() ? forms.get(name.textValue()) : null;
    if (form == null) {
      throw refusal(parser, "must be one of " + Faults.listed(forms.keySet().stream()));
    }
    return context.readTreeAsValue(object, form);
  }

  private RuleException refusal(JsonParser parser, String rule) {
    RuleException refusal = new RuleException(parser, rule);
    refusal.prependPath(handledType(), member);
    return refusal;
  }
}
