package app.culver.core.account;

import java.util.regex.Pattern;

/** The public name of an account: 3 to 30 characters, a to z, then also 0 to 9 and _; unique. */
public record Handle(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{2,29}");

  /** @throws IllegalArgumentException if the value has another form */
  public Handle {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be a handle: 3 to 30 of a-z, 0-9 and _, beginning with a letter");
    }
  }
}
