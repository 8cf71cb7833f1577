package app.culver.cli;

/** Colours and weights of a terminal, or none: ECMA-48 sequences are written only where {@code enabled}. */
record Style(boolean enabled) {

  String faint(String text) {
    return sgr("2", text);
  }

  String bold(String text) {
    return sgr("1", text);
  }

  String own(String text) {
    return sgr("32", text);
  }

  String other(String text) {
    return sgr("36", text);
  }

  String warning(String text) {
    return sgr("33", text);
  }

  String error(String text) {
    return sgr("31", text);
  }

  private String sgr(String code, String text) {
    return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
