package app.culver.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.ConversationStoresContract;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Receipts} does. */
public abstract class ReceiptsContract extends ConversationStoresContract {
  private static final AccountId ACCOUNT = Samples.account(1);

  private static Receipt receipt(int device, long delivered, long read) {
    return new Receipt(ACCOUNT, Samples.deviceId(device), new Watermarks(delivered, read));
  }

  @Test
  void aReceiptComesBackAsItWasWritten() {
    ConversationId id = conversation();

    assertThat(receipts().raise(id, receipt(1, 5, 3))).isTrue();

    assertThat(receipts().of(id, ACCOUNT)).containsExactly(receipt(1, 5, 3));
  }

  @Test
  void aReceiptRises() {
    ConversationId id = conversation();
    receipts().raise(id, receipt(1, 5, 3));

    assertThat(receipts().raise(id, receipt(1, 6, 3))).isTrue();
    assertThat(receipts().raise(id, receipt(1, 6, 6))).isTrue();

    assertThat(receipts().of(id, ACCOUNT)).containsExactly(receipt(1, 6, 6));
  }

  @Test
  void aReceiptNeverFallsInEitherWatermark() {
    ConversationId id = conversation();
    receipts().raise(id, receipt(1, 10, 5));

    assertThat(receipts().raise(id, receipt(1, 9, 9))).isFalse();
    assertThat(receipts().raise(id, receipt(1, 12, 4))).isFalse();

    assertThat(receipts().of(id, ACCOUNT)).containsExactly(receipt(1, 10, 5));
  }

  @Test
  void aReceiptIsDeletedAndNoOther() {
    ConversationId id = conversation();
    receipts().raise(id, receipt(1, 5, 3));
    receipts().raise(id, receipt(2, 5, 3));

    receipts().delete(id, ACCOUNT, Samples.deviceId(1));
    receipts().delete(id, ACCOUNT, Samples.deviceId(3));

    assertThat(receipts().of(id, ACCOUNT)).containsExactly(receipt(2, 5, 3));
  }

  @Test
  void devicesAccountsAndConversationsHaveTheirOwn() {
    ConversationId id = conversation();
    ConversationId other = conversation();
    Receipt stranger = new Receipt(Samples.account(2), Samples.deviceId(3), new Watermarks(7, 7));
    receipts().raise(id, receipt(1, 5, 3));
    receipts().raise(id, receipt(2, 1, 0));
    receipts().raise(id, stranger);

    assertThat(receipts().of(id, ACCOUNT)).containsExactlyInAnyOrder(receipt(1, 5, 3), receipt(2, 1, 0));
    assertThat(receipts().of(id, Samples.account(2))).containsExactly(stranger);
    assertThat(receipts().of(other, ACCOUNT)).isEmpty();
  }

  @Test
  void whereThereIsNoConversationNobodyStands() {
    ConversationId id = conversation();
    receipts().raise(id, receipt(1, 5, 3));

    assertThat(receipts().standing(id)).isEmpty();
    assertThat(receipts().standing(id, ACCOUNT)).isEmpty();
    assertThat(receipts().standing(id, List.of(ACCOUNT))).isEmpty();
  }
}
