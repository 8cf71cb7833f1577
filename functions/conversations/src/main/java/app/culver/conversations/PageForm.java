package app.culver.conversations;

import app.culver.core.conversation.Memberships;
import app.culver.core.conversation.PageToken;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import java.util.List;
import java.util.Optional;

/** {@code conversation-page.json}. */
record PageForm(List<ConversationForm> conversations, Optional<List<ConversationId>> ids, Optional<String> next) {

  static PageForm of(AccountId account, Memberships.Page page) {
    return new PageForm(page.conversations().stream().map(ConversationForm::of).toList(), Optional.empty(),
        page.last().map(last -> PageToken.of(account, last)));
  }

  static PageForm of(AccountId account, Memberships.Ids ids) {
    return new PageForm(List.of(), Optional.of(ids.ids()), ids.last().map(last -> PageToken.of(account, last)));
  }
}
