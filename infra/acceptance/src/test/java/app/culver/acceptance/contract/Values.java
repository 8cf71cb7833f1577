package app.culver.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Values around the bounds of a schema of text or numbers; which of them are good is for others to say. */
final class Values {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Values() {}

  /** A value and a name for it. */
  record Value(String name, JsonNode value) {}

  /** Numbers around the bounds of a schema. */
  static List<Value> like(JsonNode schema) {
    var numbers = new ArrayList<>(List.of("-1", "0", "1", "1.0", "10e-1", "1.5", "9223372036854775807",
        "9223372036854775808", "1e400", "-0.0"));
    for (var bound : List.of("minimum", "maximum")) {
      if (schema.has(bound)) {
        var value = schema.path(bound).bigIntegerValue();
        numbers.add(value.subtract(BigInteger.ONE).toString());
        numbers.add(value.toString());
        numbers.add(value.add(BigInteger.ONE).toString());
      }
    }
    return numbers.stream().distinct()
        .map(number -> new Value(number, number.matches("-?\\d+")
            ? JSON.numberNode(new BigInteger(number))
            : DecimalNode.valueOf(new BigDecimal(number))))
        .toList();
  }

  /** Texts that differ from a good one a little, or are as long as a schema allows, or longer. */
  static List<Value> like(String good, JsonNode schema) {
    var texts = new ArrayList<Value>();
    near(good, texts);
    // Those of one length are one too long and one too short above.
    var several = schema.path("pattern").asText().matches(".*\\{\\d+,\\d+}.*");
    for (var length : several ? new int[]{0, 1, 2, 3, 4, 15, 16, 17, 29, 30, 31, 63, 64, 65} : new int[]{0, 1}) {
      add(texts, length + " characters of it", stretched(good, length));
    }
    if (schema.path("pattern").asText().contains("{4})*")) {
      var most = schema.path("maxLength").asInt() / 4 * 3;
      for (var bytes : new int[]{0, 1, 2, 15, 16, 17, 18, most - 3, most - 2, most - 1, most, most + 1}) {
        add(texts, bytes + " bytes", Base64.getEncoder().encodeToString(new byte[bytes]));
      }
    } else if (schema.has("maxLength")) {
      add(texts, "as long as can be", stretched(good, schema.path("maxLength").asInt()));
      add(texts, "too long", stretched(good, schema.path("maxLength").asInt() + 1));
    }
    return texts;
  }

  private static void near(String good, List<Value> texts) {
    var padding = good.indexOf('=') < 0 ? good.length() : good.indexOf('=');
    add(texts, "one character more", good + "A");
    add(texts, "one character less", good.substring(0, good.length() - 1));
    add(texts, "four characters more", good + "AAAA");
    add(texts, "a line break behind", good + "\n");
    add(texts, "a space before", " " + good);
    add(texts, "NUL inside", good.charAt(0) + "\u0000" + good.substring(Math.min(2, good.length())));
    add(texts, "other first letter", "é" + good.substring(1));
    add(texts, "a percent sign", "%" + good.substring(1));
    add(texts, "url alphabet", "-_" + good.substring(2));
    add(texts, "standard alphabet", "+/" + good.substring(2));
    add(texts, "another last character", good.substring(0, padding - 1) + "B" + good.substring(padding));
    add(texts, "a good other last character", good.substring(0, padding - 1) + "A" + good.substring(padding));
    add(texts, "no padding", good.substring(0, padding));
    add(texts, "padding", good + "==");
    add(texts, "capitals", good.toUpperCase(Locale.ROOT));
    add(texts, "small letters", good.toLowerCase(Locale.ROOT));
  }

  private static String stretched(String good, int length) {
    return length <= good.length()
        ? good.substring(0, length)
        : good + good.substring(good.length() - 1).repeat(length - good.length());
  }

  private static void add(List<Value> texts, String name, String text) {
    texts.add(new Value(name, JSON.textNode(text)));
  }
}
