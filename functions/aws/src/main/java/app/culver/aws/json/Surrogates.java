package app.culver.aws.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * JSON lets a text escape half a surrogate pair, which is no Unicode (RFC 8259, section 8.2) and does not survive UTF-8:
 * two parties would see different texts.
 */
final class Surrogates {

  private Surrogates() {}

  /** Whether no name and no string in the tree has half a pair. */
  static boolean areWellFormed(JsonNode node) {
    if (node.isTextual()) {
      return areWellFormed(node.textValue());
    }
    for (var field : node.properties()) {
      if (!areWellFormed(field.getKey()) || !areWellFormed(field.getValue())) {
        return false;
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      if (!areWellFormed(node.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean areWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
