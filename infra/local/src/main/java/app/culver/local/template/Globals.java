package app.culver.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all resources of a type share: mappings are merged, lists joined, everything else is the resource's own.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
record Globals(Map<?, ?> sections) {
  private static final String SERVERLESS = "AWS::Serverless::";

  Object applyTo(String type, Object properties) {
    var shared = type.startsWith(SERVERLESS) ? sections.get(type.substring(SERVERLESS.length())) : null;
    return shared == null ? properties : properties == null ? shared : merge(shared, properties);
  }

  private static Object merge(Object shared, Object own) {
    if (shared instanceof Map<?, ?> below && own instanceof Map<?, ?> above && !Intrinsics.isCall(below)
        && !Intrinsics.isCall(above)) {
      var merged = new LinkedHashMap<Object, Object>(below);
      above.forEach((key, value) -> merged.merge(key, value, Globals::merge));
      return merged;
    }
    if (shared instanceof List<?> first && own instanceof List<?> second) {
      var joined = new ArrayList<Object>(first);
      joined.addAll(second);
      return joined;
    }
    return own;
  }
}
