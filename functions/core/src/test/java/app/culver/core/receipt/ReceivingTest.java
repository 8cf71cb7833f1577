package app.culver.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.conversation.Head;
import app.culver.core.delivery.Event;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.receipt.Receiving.News;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.RefusedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceivingTest {
  private final World world = new World();

  @BeforeEach
  void theLogHasTenEntries() {
    for (long seq = 2; seq <= 10; seq++) {
      world.tables.append(world.id, new Entry.Message(seq, world.now, world.alicePhone.account(), world.alicePhone.id(),
          1, world.message(world.alicePhone)), world.now.plus(World.RETENTION));
    }
  }

  private Optional<News> receive(Device device, long delivered, long read) {
    return receive(world.tables, device, delivered, read);
  }

  private Optional<News> receive(Receipts receipts, Device device, long delivered, long read) {
    return new Receiving(world.devices, world.tables, world.tables, receipts, () -> world.now, _ -> {})
        .receive(Samples.caller(device), request(world.id, delivered, read));
  }

  private static ReceiptRequest request(ConversationId id, long delivered, long read) {
    return new ReceiptRequest(id, Optional.of(delivered).filter(seq -> seq > 0),
        Optional.of(read).filter(seq -> seq > 0));
  }

  private Refusal refusal(Device device, long delivered, long read) {
    return catchThrowableOfType(RefusedException.class, () -> receive(device, delivered, read)).refusal();
  }

  private List<Receipt> stored(Device device) {
    return world.tables.of(world.id, device.account());
  }

  private static Receipt receipt(Device device, long delivered, long read) {
    return new Receipt(device.account(), device.id(), new Watermarks(delivered, read));
  }

  @Test
  void aReceiptIsKeptAndToldToEveryDeviceButTheOneThatToldIt() {
    News news = receive(world.aliceLaptop, 10, 4).orElseThrow();

    assertThat(stored(world.aliceLaptop)).containsExactly(receipt(world.aliceLaptop, 10, 4));
    assertThat(news.event()).isEqualTo(
        new Event.Received(world.id, world.aliceLaptop.account(), 10, 4, world.now));
    assertThat(news.audience()).extracting(Device::id)
        .containsExactlyInAnyOrder(world.alicePhone.id(), world.bobPhone.id());
  }

  @Test
  void whatWasReadWasDelivered() {
    receive(world.bobPhone, 0, 7);

    assertThat(stored(world.bobPhone)).containsExactly(receipt(world.bobPhone, 7, 7));
  }

  @Test
  void aReceiptNeverFalls() {
    receive(world.bobPhone, 9, 5);

    assertThat(receive(world.bobPhone, 4, 3)).isEmpty();
    assertThat(stored(world.bobPhone)).containsExactly(receipt(world.bobPhone, 9, 5));
  }

  @Test
  void whatRisesInOneWatermarkKeepsTheOther() {
    receive(world.bobPhone, 9, 5);

    assertThat(receive(world.bobPhone, 4, 6)).isPresent();
    assertThat(stored(world.bobPhone)).containsExactly(receipt(world.bobPhone, 9, 6));
  }

  @Test
  void nothingIsToldWhenAnotherDeviceOfTheAccountIsFurther() {
    receive(world.alicePhone, 9, 9);

    assertThat(receive(world.aliceLaptop, 8, 8)).isEmpty();
    assertThat(stored(world.aliceLaptop)).containsExactlyInAnyOrder(receipt(world.alicePhone, 9, 9),
        receipt(world.aliceLaptop, 8, 8));
  }

  @Test
  void theAccountsLevelIsTold() {
    receive(world.alicePhone, 9, 0);

    assertThat(receive(world.aliceLaptop, 0, 3)).map(News::event).contains(
        new Event.Received(world.id, world.alicePhone.account(), 9, 3, world.now));
  }

  @Test
  void aPositionBeyondTheEndIsRefusedAtItsPlace() {
    assertThat(refusal(world.bobPhone, 11, 0)).isEqualTo(at("/delivered"));
    assertThat(refusal(world.bobPhone, 10, 11)).isEqualTo(at("/read"));
    assertThat(refusal(world.bobPhone, 12, 3)).isEqualTo(at("/delivered"));
    assertThat(stored(world.bobPhone)).isEmpty();
  }

  private static InvalidRequest at(String pointer) {
    return InvalidRequest.at(pointer, "must not be beyond the last entry");
  }

  @Test
  void aPositionWhoseEntryHasVanishedIsStillAPosition() {
    world.tables.raise(world.id, new Head(10, world.now));
    world.tables.vanish(world.id, 10);

    assertThat(receive(world.bobPhone, 10, 0)).isPresent();
  }

  @Test
  void aStrangerIsRefusedAndNothingIsWritten() {
    assertThat(refusal(world.malloryPhone, 1, 1)).isEqualTo(new Refusal.NotFound());
    assertThat(stored(world.malloryPhone)).isEmpty();
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceDoesNothing() {
    world.devices.remove(world.bobPhone.id());

    assertThat(refusal(world.bobPhone, 1, 1)).isEqualTo(new Refusal.SessionEnded());
    assertThat(stored(world.bobPhone)).isEmpty();
  }

  @Test
  void whatARemovedDeviceToldGoesOnceAnotherHasComeAsFar() {
    receive(world.alicePhone, 5, 5);
    receive(world.bobPhone, 3, 3);
    world.devices.remove(world.alicePhone.id());

    receive(world.aliceLaptop, 9, 4);
    assertThat(stored(world.aliceLaptop)).containsExactlyInAnyOrder(receipt(world.alicePhone, 5, 5),
        receipt(world.aliceLaptop, 9, 4));
    receive(world.aliceLaptop, 9, 6);
    assertThat(stored(world.aliceLaptop)).containsExactly(receipt(world.aliceLaptop, 9, 6));
    assertThat(stored(world.bobPhone)).containsExactly(receipt(world.bobPhone, 3, 3));
  }

  @Test
  void whatDevicesToldThatAreThereStays() {
    receive(world.alicePhone, 5, 5);

    receive(world.aliceLaptop, 9, 9);

    assertThat(stored(world.aliceLaptop)).hasSize(2);
  }

  @Test
  void twoFramesAtOnceBothCount() {
    Receipts racing = new Faults<>(Receipts.class, world.tables)
        .before("raise", 1, () -> receive(world.bobPhone, 9, 0)).port();

    receive(racing, world.bobPhone, 0, 6);

    assertThat(stored(world.bobPhone)).containsExactly(receipt(world.bobPhone, 9, 6));
  }

  @Test
  void whoeverLosesEveryRaceIsToldToTryAgain() {
    Receipts receipts = new Faults<>(Receipts.class, world.tables).instead("raise", () -> false)
        .port();

    RefusedException refused = catchThrowableOfType(RefusedException.class,
        () -> receive(receipts, world.bobPhone, 5, 5));

    assertThat(refused.refusal()).isInstanceOf(Refusal.Busy.class);
  }
}
