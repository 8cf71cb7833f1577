package app.culver.acceptance.history;

/** A rule that was broken, and how. */
public record Violation(Rule rule, String what) {
  @Override
  public String toString() {
    return rule + ": " + what;
  }
}
