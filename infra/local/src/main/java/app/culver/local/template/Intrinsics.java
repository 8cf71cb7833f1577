package app.culver.local.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates CloudFormation's intrinsic functions; an unknown one is an error.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class Intrinsics {
  /** What {@code AWS::NoValue} stands for: the property is not there. */
  static final Object NO_VALUE = new Object();

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final BiFunction<String, String, Object> references;
  private final BiFunction<List<String>, String, Object> attributes;
  private final Map<?, ?> conditions;
  private final Map<?, ?> mappings;

  /**
   * Wires what names stand for; both functions also get the place that asks, for their errors.
   *
   * @param references what {@code Ref} gives
   * @param attributes what {@code Fn::GetAtt} gives, for a logical id and an attribute
   */
  Intrinsics(BiFunction<String, String, Object> references, BiFunction<List<String>, String, Object> attributes,
      Map<?, ?> conditions, Map<?, ?> mappings) {
    this.references = references;
    this.attributes = attributes;
    this.conditions = conditions;
    this.mappings = mappings;
  }

  /** The value of a node, all the way down. */
  Object evaluate(Object node, String where) {
    return switch (node) {
      case Map<?, ?> map when isCall(map) -> {
        var call = map.entrySet().iterator().next();
        yield call((String) call.getKey(), call.getValue(), where);
      }
      case Map<?, ?> map -> {
        var values = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
          var evaluated = evaluate(value, where + "." + key);
          if (evaluated != NO_VALUE && evaluated != null) {
            values.put(key.toString(), evaluated);
          }
        });
        yield values;
      }
      case List<?> list -> {
        var values = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          var evaluated = evaluate(list.get(i), where + "[" + i + "]");
          if (evaluated != NO_VALUE) {
            values.add(evaluated);
          }
        }
        yield values;
      }
      case null -> NO_VALUE;
      default -> node;
    };
  }

  boolean condition(String name, String where) {
    if (!conditions.containsKey(name)) {
      throw new TemplateException(where, "there is no condition " + name);
    }
    return truth(evaluate(conditions.get(name), "Conditions." + name), "Conditions." + name);
  }

  static boolean isCall(Map<?, ?> map) {
    return map.size() == 1 && map.keySet().iterator().next() instanceof String name
        && (name.startsWith("Fn::") || name.equals("Ref") || name.equals("Condition"));
  }

  private Object call(String function, Object argument, String where) {
    return switch (function) {
      case "Ref" -> references.apply(text(argument, where), where);
      case "Condition" -> condition(text(argument, where), where);
      case "Fn::GetAtt" ->
        attributes.apply(arguments(argument, where, 2).stream().map(a -> text(a, where)).toList(), where);
      case "Fn::Sub" -> argument instanceof String template
          ? substitute(template, Map.of(), where)
          : substitute(text(arguments(argument, where, 2).get(0), where),
              (Map<?, ?>) arguments(argument, where, 2).get(1),
              where);
      case "Fn::Join" -> {
        var both = arguments(argument, where, 2);
        yield String.join(text(both.get(0), where), texts(both.get(1), where));
      }
      case "Fn::Split" -> {
        var both = arguments(argument, where, 2);
        yield Arrays.asList(text(both.get(1), where).split(Pattern.quote(text(both.get(0), where)), -1));
      }
      case "Fn::Select" -> {
        var both = arguments(argument, where, 2);
        yield texts(both.get(1), where).get(Integer.parseInt(text(both.get(0), where)));
      }
      case "Fn::If" -> {
        var branches = (List<?>) argument;
        yield evaluate(branches.get(condition(text(branches.get(0), where), where) ? 1 : 2), where);
      }
      case "Fn::Equals" -> {
        var both = arguments(argument, where, 2);
        yield text(both.get(0), where).equals(text(both.get(1), where));
      }
      case "Fn::Not" -> !truth(arguments(argument, where, 1).get(0), where);
      case "Fn::And" -> ((List<?>) argument).stream().allMatch(c -> truth(evaluate(c, where), where));
      case "Fn::Or" -> ((List<?>) argument).stream().anyMatch(c -> truth(evaluate(c, where), where));
      case "Fn::FindInMap" -> find(texts(argument, where), where);
      default -> throw new TemplateException(where, "the local cloud does not know the intrinsic function " + function);
    };
  }

  private String substitute(String template, Map<?, ?> variables, String where) {
    return VARIABLE.matcher(template).replaceAll(match -> {
      var name = match.group(2);
      Object value;
      if (!match.group(1).isEmpty()) {
        value = "${" + name + "}";
      } else if (variables.containsKey(name)) {
        value = evaluate(variables.get(name), where);
      } else if (name.contains(".") && !name.endsWith(".Alias") && !name.endsWith(".Version")) {
        value = attributes.apply(List.of(name.split("\\.", 2)), where);
      } else {
        value = references.apply(name, where);
      }
      return Matcher.quoteReplacement(text(value, where));
    });
  }

  private Object find(List<String> path, String where) {
    Object value = mappings;
    for (var step : path) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    if (value == null) {
      throw new TemplateException(where, "Mappings have no " + String.join(".", path));
    }
    return value;
  }

  private List<Object> arguments(Object argument, String where, int count) {
    if (argument instanceof List<?> list && list.size() == count) {
      // Variables of Fn::Sub are evaluated when they are used; everything else at once.
      return list.stream().map(each -> each instanceof Map<?, ?> map && !isCall(map) ? each : evaluate(each, where))
          .map(Object.class::cast).toList();
    }
    throw new TemplateException(where, "expected " + count + " arguments, found " + argument);
  }

  private List<String> texts(Object node, String where) {
    var value = evaluate(node, where);
    if (value instanceof List<?> list) {
      return list.stream().map(each -> text(each, where)).toList();
    }
    // A CommaDelimitedList, as a parameter gives it.
    return Arrays.asList(text(value, where).split(","));
  }

  private static boolean truth(Object value, String where) {
    return switch (value) {
      case Boolean truth -> truth;
      case String text when text.equals("true") || text.equals("false") -> Boolean.parseBoolean(text);
      default -> throw new TemplateException(where, "is not a condition");
    };
  }

  private String text(Object node, String where) {
    var value = evaluate(node, where);
    if (value instanceof Map || value instanceof List || value == NO_VALUE) {
      throw new TemplateException(where, "expected text, found " + node);
    }
    return value.toString();
  }
}
