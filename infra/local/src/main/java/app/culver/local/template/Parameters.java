package app.culver.local.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The template's parameters: given values first, then defaults, checked as CloudFormation checks them. */
final class Parameters {
  private Parameters() {}

  static Map<String, String> resolve(Map<?, ?> declared, Map<String, String> given) {
    given.keySet().stream().filter(name -> !declared.containsKey(name)).findFirst().ifPresent(name -> {
      throw new TemplateException("Parameters", "the template has no parameter " + name);
    });
    var values = new HashMap<String, String>();
    declared.forEach((key, declaration) -> {
      var name = key.toString();
      var rules = (Map<?, ?>) declaration;
      var otherwise = rules.get("Default");
      if (!given.containsKey(name) && otherwise == null) {
        throw new TemplateException("Parameters." + name, "has no default and no value was given");
      }
      var value = given.getOrDefault(name, String.valueOf(otherwise));
      check(name, rules, value);
      values.put(name, value);
    });
    return values;
  }

  private static void check(String name, Map<?, ?> rules, String value) {
    var where = "Parameters." + name;
    if (rules.get("AllowedPattern") instanceof String pattern && !value.matches(pattern)) {
      throw new TemplateException(where, "\"" + value + "\" does not match " + pattern);
    }
    if (rules.get("AllowedValues") instanceof List<?> allowed
        && allowed.stream().noneMatch(each -> each.toString().equals(value))) {
      throw new TemplateException(where, "\"" + value + "\" is none of " + allowed);
    }
    if ("Number".equals(rules.get("Type"))) {
      var number = number(where, value);
      if (rules.get("MinValue") instanceof Number least && number < least.doubleValue()
          || rules.get("MaxValue") instanceof Number most && number > most.doubleValue()) {
        throw new TemplateException(where,
            value + " is not between " + rules.get("MinValue") + " and " + rules.get("MaxValue"));
      }
    }
  }

  private static double number(String where, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException bad) {
      throw new TemplateException(where, "\"" + value + "\" is not a number");
    }
  }
}
