package app.culver.core.account;

import java.util.regex.Pattern;

/**
 * A phone number in international form (ITU-T E.164): a plus sign and 7 to 15 digits, the first one not 0. Whether there
 * is such a number, the identity provider found out by calling it. Never stored, never written to a log.
 */
public record PhoneNumber(String value) {
  private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** @throws IllegalArgumentException if the value has another form */
  public PhoneNumber {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be a phone number in E.164 form: + and 7 to 15 digits");
    }
  }

  @Override
  public String toString() {
    return "a phone number";
  }
}
