package app.culver.conversations;

import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.PageToken;
import app.culver.core.identifier.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code block-page.json}. */
record BlocksForm(List<Block> blocks, Optional<String> next) {

  record Block(AccountId account, Instant since) {}

  static BlocksForm of(AccountId blocker, Blocks.Page page) {
    return new BlocksForm(page.blocks().stream().map(block -> new Block(block.blocked(), block.since())).toList(),
        page.last().map(last -> PageToken.of(blocker, last)));
  }
}
