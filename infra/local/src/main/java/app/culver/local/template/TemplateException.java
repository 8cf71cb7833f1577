package app.culver.local.template;

/** A template that cannot be run here; the message says where in the template and why. */
public final class TemplateException extends RuntimeException {
  TemplateException(String where, String why) {
    super(where + ": " + why);
  }
}
