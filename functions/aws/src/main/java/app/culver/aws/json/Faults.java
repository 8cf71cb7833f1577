package app.culver.aws.json;

import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.RefusedException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what Jackson says into a fault that names the place and the rule, and repeats nothing of the input. */
final class Faults {

  private Faults() {}

  static RefusedException at(String pointer, String detail) {
    return InvalidRequest.at(pointer, detail).exception();
  }

  static RefusedException of(JsonMappingException e) {
    List<JsonMappingException.Reference> path = e.getPath();
    return switch (e) {
      // The unknown name is input too, so the pointer names the object that has it.
      case UnrecognizedPropertyException unknown -> at(pointer(path.subList(0, path.size() - 1)),
          unknown.getKnownPropertyIds().isEmpty()
              ? "has a property, and none is known here"
              : "has a property that is not known here; known are "
                  + listed(unknown.getKnownPropertyIds().stream().map(String::valueOf)));
      case RuleException rule -> at(pointer(path), rule.getOriginalMessage());
      case ValueInstantiationException refused when refused.getCause() instanceof FaultException cause ->
        at(pointer(path) + cause.pointer(), cause.getMessage());
      case ValueInstantiationException refused when refused.getCause() instanceof IllegalArgumentException cause ->
        at(pointer(path), cause.getMessage());
      case MismatchedInputException missing when missing.getOriginalMessage().startsWith("Missing required") ->
        at(pointer(path), "is missing");
      case MismatchedInputException mismatch -> at(pointer(path), "must be " + allowed(mismatch.getTargetType()));
      default -> at(pointer(path), "has a value that is not allowed here");
    };
  }

  static String allowed(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of " + listed(Stream.of(type.getEnumConstants()).map(Faults::written));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return type == long.class || type == int.class ? "an integer" : "an object";
  }

  /** How a constant is written on the wire. */
  static String written(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  static String listed(Stream<String> names) {
    return names.sorted().collect(Collectors.joining(", "));
  }

  /** A JSON Pointer (RFC 6901); the names are those of the records, so nothing needs escaping. */
  private static String pointer(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(step -> "/" + (step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()))
        .collect(Collectors.joining());
  }
}
