package app.culver.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.refusal.FaultException;
import app.culver.core.send.SendRequest;
import app.culver.core.sync.SyncRequest;
import app.culver.core.sync.SyncRequest.Cursor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The bounds of what may be asked, and that each fault names its place. */
class RequestsTest {
  private static final ConversationId ID = ConversationId.of(new byte[16]);
  private static final long TOO_GREAT = Position.GREATEST + 1;

  private static String pointer(ThrowingCallable making) {
    return catchThrowableOfType(FaultException.class, making).pointer();
  }

  private static Envelope.Hpke envelope(int id, Device... devices) {
    return Samples.envelope(Samples.message(id), 1, List.of(devices));
  }

  @Test
  void positionsAreIntegersThatEveryLanguageHas() {
    for (long since : new long[]{Long.MIN_VALUE, -1, 0, TOO_GREAT, Long.MAX_VALUE}) {
      assertThat(pointer(() -> new SendRequest(ID, since, List.of(envelope(1))))).isEqualTo("/since");
    }
    for (long after : new long[]{Long.MIN_VALUE, -1, TOO_GREAT, Long.MAX_VALUE}) {
      assertThat(pointer(() -> new Cursor(ID, after))).isEqualTo("/after");
    }
    for (long seq : new long[]{-1, 0, TOO_GREAT}) {
      assertThat(pointer(() -> new ReceiptRequest(ID, Optional.of(seq), Optional.empty()))).isEqualTo("/delivered");
      assertThat(pointer(() -> new ReceiptRequest(ID, Optional.of(1L), Optional.of(seq)))).isEqualTo("/read");
    }
    assertThat(pointer(() -> new ReceiptRequest(ID, Optional.empty(), Optional.empty()))).isEmpty();
    assertThat(new SendRequest(ID, Position.GREATEST, List.of(envelope(1))).since()).isEqualTo(Position.GREATEST);
  }

  @Test
  void aSendHasOneToSixteenMessagesEachOnce() {
    assertThat(pointer(() -> new SendRequest(ID, 1, List.of()))).isEqualTo("/envelopes");
    assertThat(
        pointer(() -> new SendRequest(ID, 1, IntStream.range(0, 17).<Envelope>mapToObj(i -> envelope(i)).toList())))
        .isEqualTo("/envelopes");
    assertThat(pointer(() -> new SendRequest(ID, 1, List.of(envelope(1), envelope(2), envelope(1)))))
        .isEqualTo("/envelopes/2/id");
  }

  @Test
  void aSyncHasOneToFiftyConversationsEachOnce() {
    assertThat(pointer(() -> new SyncRequest(List.of()))).isEqualTo("/cursors");
    assertThat(pointer(() -> new SyncRequest(Collections.nCopies(51, new Cursor(ID, 0))))).isEqualTo("/cursors");
    assertThat(pointer(() -> new SyncRequest(List.of(new Cursor(ID, 0), new Cursor(ID, 1)))))
        .isEqualTo("/cursors/1/conversation");
  }

  @Test
  void recipientsAreInOrderAndNamedOnce() {
    Recipient one = envelope(1, Samples.device(Samples.account(1), 1)).recipients().getFirst();
    Recipient two = envelope(1, Samples.device(Samples.account(2), 2)).recipients().getFirst();
    Envelope.Hpke whole = envelope(1);
    for (List<Recipient> recipients : List.of(List.of(two, one), List.of(one, one))) {
      assertThat(pointer(() -> new Envelope.Hpke(whole.id(), whole.nonce(), whole.ciphertext(), recipients,
          whole.signature()))).isEqualTo("/recipients/1");
    }
    var first = one.devices().getFirst();
    var second = two.devices().getFirst();
    assertThat(pointer(() -> new Recipient(one.account(), List.of(second, first)))).isEqualTo("/devices/1");
    assertThat(pointer(() -> new Recipient(one.account(), List.of(first, first)))).isEqualTo("/devices/1");
  }

  @Test
  void aMessageIsSealedToAtMost64Devices() {
    Device[] devices = IntStream.range(0, 65).mapToObj(i -> Samples.device(Samples.account(i / 10), i))
        .toArray(Device[]::new);

    assertThat(pointer(() -> envelope(1, devices))).isEqualTo("/recipients");
  }

  @Test
  void partsOfAnotherLengthAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Nonce(Samples.bytes(11, 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ciphertext(Samples.bytes(16, 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ciphertext(Samples.bytes(65_537, 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new SealedKey(Samples.bytes(112, 4)));
    assertThatIllegalArgumentException().isThrownBy(() -> new SealedKey(Samples.bytes(113, 0)));
  }
}
