package app.culver.aws.json;

/** What came is not one JSON value within the limits of depth, tokens and lengths. Carries nothing of it. */
public final class MalformedJsonException extends RuntimeException {
  public MalformedJsonException() {
    super("malformed JSON", null, false, false);
  }
}
