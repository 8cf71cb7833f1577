package app.culver.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.identifier.AccountId;
import org.junit.jupiter.api.Test;

class VerificationTest {

  @Test
  void theNumberIsReadInTwelveGroups() {
    var verification = new Verification(AccountId.of(new byte[16]), "0123456789".repeat(6), false);
    assertThat(verification.grouped()).isEqualTo("01234 56789" + " 01234 56789".repeat(5));
  }
}
