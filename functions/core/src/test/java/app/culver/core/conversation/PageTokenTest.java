package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import org.junit.jupiter.api.Test;

class PageTokenTest {
  private static final AccountId ACCOUNT = Samples.account(1);
  private static final ConversationId LAST = new DirectConversation(ACCOUNT, Samples.account(2)).id();
  private static final String TOKEN = PageToken.of(ACCOUNT, LAST);

  @Test
  void aTokenIsReadByTheAccountThatGotIt() {
    assertThat(PageToken.read(ACCOUNT, TOKEN)).isEqualTo(LAST);
    assertThat(TOKEN).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void anotherAccountsTokenIsRefused() {
    refused(Samples.account(2), TOKEN);
  }

  @Test
  void aTokenThatWasTamperedWithAnywhereIsRefused() {
    for (int i = 0; i < TOKEN.length(); i++) {
      char other = TOKEN.charAt(i) == 'A' ? 'B' : 'A';
      refused(ACCOUNT, TOKEN.substring(0, i) + other + TOKEN.substring(i + 1));
    }
  }

  @Test
  void whatIsNoTokenIsRefused() {
    for (String text : new String[]{"", "A", LAST.value(), TOKEN + "A", TOKEN + "=", TOKEN.substring(1), "#:/?",
        "\0"}) {
      refused(ACCOUNT, text);
    }
  }

  private static void refused(AccountId account, String token) {
    assertThatIllegalArgumentException().isThrownBy(() -> PageToken.read(account, token))
        .withMessage("must be the next of the page before");
  }
}
