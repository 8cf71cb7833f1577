package app.culver.cli;

/**
 * Makes what other people wrote fit for a terminal: nothing in it can move the cursor, change colours or titles,
 * reverse the direction of what follows, or pass for a line of the program's own.
 */
final class Printable {
  private static final int MAX_NAME_LENGTH = 60;
  private static final int SYMBOL_FOR_NULL = 0x2400;
  private static final int SYMBOL_FOR_DELETE = 0x2421;
  private static final int REPLACEMENT = 0xfffd;

  private Printable() {}

  /** A name, on one line: line breaks become spaces, what is longer than 60 characters ends with an ellipsis. */
  static String name(String name) {
    var line = neutral(name.strip().replaceAll("\\s+", " "));
    if (line.codePointCount(0, line.length()) <= MAX_NAME_LENGTH) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, MAX_NAME_LENGTH - 1)) + "…";
  }

  /** Text of several lines, of which all but the first begin with this prefix. */
  static String text(String text, String prefix) {
    var lines = text.strip().split("\\R", -1);
    var printable = new StringBuilder(neutral(lines[0].replace("\t", "    ")));
    for (var i = 1; i < lines.length; i++) {
      printable.append('\n').append(prefix).append(neutral(lines[i].replace("\t", "    ")));
    }
    return printable.toString();
  }

  private static String neutral(String line) {
    var neutral = new StringBuilder(line.length());
    line.codePoints().map(Printable::neutral).forEach(neutral::appendCodePoint);
    return neutral.toString();
  }

  private static int neutral(int character) {
    if (character < 0x20) {
      return SYMBOL_FOR_NULL + character;
    }
    if (character == 0x7f) {
      return SYMBOL_FOR_DELETE;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
        REPLACEMENT;
      case Character.FORMAT -> isHarmlessFormat(character) ? character : REPLACEMENT;
      default -> character;
    };
  }

  /** Joiners, which emoji and several scripts need, soft hyphens, and the tags within flags. */
  private static boolean isHarmlessFormat(int character) {
    return character == 0x200c || character == 0x200d || character == 0xad || character >= 0xe0020;
  }
}
