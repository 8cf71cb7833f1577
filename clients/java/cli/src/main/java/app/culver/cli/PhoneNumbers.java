package app.culver.cli;

/** Phone numbers as people type them. */
final class PhoneNumbers {
  private PhoneNumbers() {}

  /** The number in international form (E.164): without spaces, hyphens, dots, slashes and parentheses. */
  static String normal(String typed) {
    var digits = typed.replaceAll("[\\s()./-]", "");
    if (digits.startsWith("00")) {
      digits = "+" + digits.substring(2);
    }
    if (!digits.matches("\\+[1-9][0-9]{6,14}")) {
      throw new Failure(ExitCode.USAGE, "That is not a phone number in international form.",
          "Write it with + and the country: +49 151 12345678");
    }
    return digits;
  }
}
