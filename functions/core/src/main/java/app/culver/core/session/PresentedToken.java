package app.culver.core.session;

import java.util.regex.Pattern;

/** What somebody presents as a refresh token: 1 to 512 characters of base64url, whatever they are. */
public record PresentedToken(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,512}");

  /** @throws IllegalArgumentException if the value has another form */
  public PresentedToken {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be a refresh token: 1 to 512 characters of base64url");
    }
  }

  /** Not the token: it is a secret. */
  @Override
  public String toString() {
    return "a presented token";
  }
}
