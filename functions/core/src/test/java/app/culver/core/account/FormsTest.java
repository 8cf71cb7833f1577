package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.identifier.AccountId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a handle, a phone number, an identifier. */
class FormsTest {
  private static final MacKey ECHO = message -> message;

  @ParameterizedTest
  @ValueSource(strings = {"abc", "a_1", "a23456789012345678901234567890"})
  void theseAreHandles(String value) {
    assertThat(new Handle(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "ab", "a234567890123456789012345678901", "Abc", "1abc", "_abc", "a-b", "a b", "abc\n",
      "\u00e4bc", "abc\0", "a#b", "handle:x"})
  void theseAreNot(String value) {
    assertThatThrownBy(() -> new Handle(value)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be a handle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1234567", "+491701234567", "+123456789012345"})
  void theseArePhoneNumbers(String value) {
    assertThat(new PhoneNumber(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "+", "+123456", "+1234567890123456", "491701234567", "+0123456789", "+49 170 1234567",
      "+49170123456a", "++491701234567", "+491701234567\n", "+\u0664\u0669\u0661\u0667\u0660\u0661\u0662"})
  void theseAreNoPhoneNumbers(String value) {
    assertThatThrownBy(() -> new PhoneNumber(value)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be a phone number");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB",
      "AAAAAAAAAA#AAAAAAAAAAA", "AAAAAAAAAA:AAAAAAAAAAA", "AAAAAAAAAA+AAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA\n"})
  void theseAreNoIdentifiers(String value) {
    assertThatThrownBy(() -> new AccountId(value)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be an identifier");
  }

  @Test
  void aPhoneNumbersMacIsMadeUnderItsOwnLabel() {
    byte[] message = java.util.Base64.getUrlDecoder().decode(PhoneMac.of(new PhoneNumber("+1234567"), ECHO).value());
    assertThat(new String(message, StandardCharsets.US_ASCII))
        .isEqualTo("\0\0\0\u000fculver phone v1\0\0\0\u0008+1234567");
  }
}
