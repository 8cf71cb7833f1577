package app.culver.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.crypto.StorageKeyFile;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Store;
import app.culver.client.wire.Synced;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochTest {
  private static final ConversationId TALK = ConversationId.of(new byte[16]);
  private static final AccountId BOB = AccountId.of(new byte[16]);

  @TempDir private Path folder;
  private Store store;
  private History history;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.resolve("journal"),
        StorageKeyFile.create(folder.resolve("key"), new char[0], new SecureRandom()), new Random(1));
    history = new History(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void raise(long delivered) {
    history.receipts().raise(TALK, new Synced.Receipt(BOB, delivered, 0));
  }

  private long delivered() {
    return history.receipts().of(TALK, BOB).delivered();
  }

  /** Events may come while the first sync, which tells the epoch, is on its way. */
  @Test
  void whatReceiptsSaidBeforeTheFirstEpochWasKnownDoesNotGoBack() {
    raise(4);

    history.beginEpoch(1, Optional.empty());
    raise(3);

    assertThat(delivered()).isEqualTo(4);
  }

  @Test
  void whatReceiptsSaidOfOtherLogsIsForgotten() {
    history.beginEpoch(1, Optional.empty());
    raise(4);

    history.beginEpoch(2, Optional.empty());

    assertThat(delivered()).isZero();
  }
}
