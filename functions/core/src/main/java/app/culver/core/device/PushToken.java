package app.culver.core.device;

import java.util.regex.Pattern;

/** What a provider knows an app on a device by: 1 to 4,096 printable characters of ASCII without spaces, opaque. */
public record PushToken(String value) {
  private static final Pattern FORM = Pattern.compile("[!-~]{1,4096}");

  /** @throws IllegalArgumentException if the value has another form */
  public PushToken {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be a push token: 1 to 4,096 printable ASCII characters without spaces");
    }
  }

  /** Not the token: whoever has it and the operator's credentials can write to the person's screen. */
  @Override
  public String toString() {
    return "a push token";
  }
}
