package app.culver.core.account;

import app.culver.core.signature.Fields;
import java.util.Base64;

/** A phone number as it is stored: authenticated under a key that the store does not have. Base64url, 43 characters. */
public record PhoneMac(String value) {
  private static final String PURPOSE = "culver phone v1";

  /** One call of the key. */
  public static PhoneMac of(PhoneNumber number, MacKey key) {
    byte[] mac = key.mac(Fields.of(PURPOSE).add(number.value()).toBytes());
    return new PhoneMac(Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
  }
}
