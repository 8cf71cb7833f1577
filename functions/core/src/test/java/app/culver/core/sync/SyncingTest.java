package app.culver.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.conversation.Head;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SyncingTest {
  private final World world = new World();
  private ToIntFunction<Entry> wireBytes = _ -> 1_000;

  private List<Synced> sync(Device device, Cursor... cursors) {
    return new Syncing(world.devices, world.tables, world.tables, world.tables, () -> world.now, wireBytes)
        .sync(Samples.caller(device), new SyncRequest(List.of(cursors)));
  }

  private Synced sync(long after) {
    return sync(world.bobPhone, new Cursor(world.id, after)).getFirst();
  }

  private Refusal refusal(Device device, Cursor... cursors) {
    return catchThrowableOfType(RefusedException.class, () -> sync(device, cursors)).refusal();
  }

  private static List<Long> positions(Synced synced) {
    return synced.entries().stream().map(Entry::seq).toList();
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Fills a log up to this position, with entries that expire after the retention. */
  private void fill(ConversationId id, long last) {
    for (long seq = world.tables.newest(id).orElseThrow().seq() + 1; seq <= last; seq++) {
      append(id, seq);
    }
  }

  private void append(ConversationId id, long seq) {
    world.tables.append(id, new Entry.Message(seq, world.now, world.alicePhone.account(), world.alicePhone.id(), 1,
        world.message(world.alicePhone)), world.now.plus(World.RETENTION));
  }

  @Test
  void everythingAfterTheCursorComesInOrder() {
    fill(world.id, 5);

    Synced synced = sync(2);

    assertThat(positions(synced)).containsExactly(3L, 4L, 5L);
    assertThat(synced.entries().getFirst()).isEqualTo(world.tables.entry(world.id, 3).orElseThrow());
    assertThat(synced.more()).isFalse();
    assertThat(synced.tail()).isEqualTo(5);
  }

  @Test
  void fromTheStartTheFirstEntryComesToo() {
    assertThat(positions(sync(0))).containsExactly(1L);
  }

  @Test
  void whoIsUpToDateGetsNothing() {
    fill(world.id, 3);

    assertThat(sync(3)).satisfies(synced -> {
      assertThat(synced.entries()).isEmpty();
      assertThat(synced.more()).isFalse();
      assertThat(synced.tail()).isEqualTo(3);
    });
  }

  @Test
  void aCursorBeyondTheEndGetsNothingAndIsToldTheEnd() {
    fill(world.id, 3);

    assertThat(sync(1_000)).satisfies(synced -> {
      assertThat(synced.entries()).isEmpty();
      assertThat(synced.more()).isFalse();
      assertThat(synced.tail()).isEqualTo(3);
    });
  }

  @Test
  void aLongLogComesInPagesThatMissNothing() {
    fill(world.id, 500);
    List<Long> all = new ArrayList<>();
    Synced synced;
    do {
      synced = sync(all.isEmpty() ? 0 : all.getLast());
      assertThat(synced.entries()).isNotEmpty();
      assertThat(synced.tail()).isEqualTo(500);
      all.addAll(positions(synced));
    } while (synced.more());

    assertThat(all).isEqualTo(from(1, 500));
  }

  @Test
  void whoJoinedLaterSeesTheLogFromThereOnHoweverLongItWasBefore() {
    fill(world.id, 399);
    world.join(world.malloryPhone, 400);
    fill(world.id, 402);

    Synced synced = sync(world.malloryPhone, new Cursor(world.id, 0)).getFirst();

    assertThat(positions(synced)).containsExactly(400L, 401L, 402L);
    assertThat(synced.more()).isFalse();
    assertThat(synced.tail()).isEqualTo(402);
    assertThat(positions(sync(world.malloryPhone, new Cursor(world.id, 401)).getFirst())).containsExactly(402L);
  }

  @Test
  void whoIsRemovedInTheMidstOfItSeesNothingBehindTheRemoval() {
    fill(world.id, 3);
    CountDownLatch membersRead = new CountDownLatch(1);
    var receipts = new Faults<>(Receipts.class, world.tables).after("standing", 1, standing -> {
      membersRead.countDown();
      return standing;
    }).port();
    var log = new Faults<>(Log.class, world.tables).before("read", 1, () -> {
      await(membersRead);
      world.remove(world.bobPhone, 4);
      fill(world.id, 6);
    }).port();

    Synced first = new Syncing(world.devices, receipts, world.tables, log, () -> world.now, wireBytes)
        .sync(Samples.caller(world.bobPhone), new SyncRequest(List.of(new Cursor(world.id, 1)))).getFirst();

    assertThat(positions(first)).containsExactly(2L, 3L);
    assertThat(first.more()).isTrue();
    assertThat(sync(3)).satisfies(last -> {
      assertThat(positions(last)).containsExactly(4L);
      assertThat(last.more()).isFalse();
    });
  }

  @Test
  void whatComesWhileTheLogIsReadIsNotTakenForExpired() {
    fill(world.id, 4);
    LongStream.rangeClosed(1, 4).forEach(seq -> world.tables.vanish(world.id, seq));

    Synced synced = syncWhile(4, () -> {
      append(world.id, 5);
      world.tables.raise(world.id, new Head(5, world.now));
    });

    assertThat(positions(synced)).containsExactly(5L);
    assertThat(synced.tail()).isEqualTo(5);
  }

  @Test
  void whatComesWhileTheLogIsReadBehindACursorThatIsAheadOfTheHeadIsLeftToTheNextSync() {
    fill(world.id, 4);
    LongStream.rangeClosed(1, 4).forEach(seq -> world.tables.vanish(world.id, seq));

    assertThat(syncWhile(4, () -> append(world.id, 5))).satisfies(synced -> {
      assertThat(synced.entries()).isEmpty();
      assertThat(synced.more()).isFalse();
      assertThat(synced.tail()).isEqualTo(4);
    });
    assertThat(positions(sync(4))).containsExactly(5L);
  }

  @Test
  void whoIsRemovedWhileTheLogIsReadGetsWhatCameBeforeAndTheRemoval() {
    fill(world.id, 3);

    Synced synced = syncWhile(3, () -> {
      append(world.id, 4);
      world.remove(world.bobPhone, 5);
    });

    assertThat(positions(synced)).containsExactly(4L, 5L);
    assertThat(synced.more()).isFalse();
  }

  /** Something happens when the log has been read once, before anything else is. */
  private Synced syncWhile(long after, Runnable happening) {
    CountDownLatch logRead = new CountDownLatch(1);
    var log = new Faults<>(Log.class, world.tables).after("read", 1, page -> {
      happening.run();
      logRead.countDown();
      return page;
    }).port();
    var receipts = new Faults<>(Receipts.class, world.tables).before("standing", 1, () -> await(logRead)).port();
    return new Syncing(world.devices, receipts, world.tables, log, () -> world.now, wireBytes)
        .sync(Samples.caller(world.bobPhone), new SyncRequest(List.of(new Cursor(world.id, after)))).getFirst();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPageStaysBelowThreeUnitsOfTheGateway() {
    fill(world.id, 200);
    wireBytes = _ -> 5_000;

    assertThat(sync(0).entries()).hasSize(19);
  }

  @Test
  void aPageHasAtLeastOneEntryHoweverLong() {
    fill(world.id, 3);
    wireBytes = _ -> 110_000;

    Synced synced = sync(0);

    assertThat(positions(synced)).containsExactly(1L);
    assertThat(synced.more()).isTrue();
  }

  @Test
  void aFullPageLeavesTheRestToTheNextOne() {
    ConversationId notes = world.open(world.bobPhone, world.bobPhone).id();
    ConversationId quiet = world.open(world.bobPhone, world.malloryPhone).id();
    fill(world.id, 10);
    fill(notes, 10);
    wireBytes = entry -> entry.seq() < 4 ? 1_000 : 40_000;

    List<Synced> synced = sync(world.bobPhone, new Cursor(world.id, 0), new Cursor(notes, 0), new Cursor(quiet, 1));

    assertThat(positions(synced.get(0))).isEqualTo(from(1, 5));
    assertThat(synced.get(0).more()).isTrue();
    assertThat(synced.get(1).entries()).isEmpty();
    assertThat(synced.get(1).more()).isTrue();
    assertThat(synced.get(1).tail()).isEqualTo(10);
    assertThat(synced.get(2).more()).isFalse();
  }

  @Test
  void nothingIsSkippedForAShorterEntryBehindALongOne() {
    fill(world.id, 3);
    wireBytes = entry -> entry.seq() == 2 ? 98_000 : 1_000;

    assertThat(positions(sync(0))).containsExactly(1L);
  }

  @Test
  void manyConversationsComeInOneAnswerInTheOrderAsked() {
    List<Cursor> cursors = new ArrayList<>();
    for (int i = 0; i < SyncRequest.MOST_CURSORS; i++) {
      Device peer = world.devices.put(Samples.device(Samples.account(100 + i), 200 + i));
      cursors.add(new Cursor(world.open(world.bobPhone, peer).id(), 0));
    }

    List<Synced> synced = sync(world.bobPhone, cursors.toArray(Cursor[]::new));

    assertThat(synced).extracting(Synced::conversation)
        .isEqualTo(cursors.stream().map(Cursor::conversation).toList());
    assertThat(synced).allSatisfy(each -> assertThat(positions(each)).containsExactly(1L));
  }

  /** An answer by the socket that is longer would be lost, time and again. */
  @Test
  void aLongEntryBesideManyReceiptsStaysBelowWhatTheGatewayCarries() {
    List<Cursor> cursors = new ArrayList<>();
    for (int i = 0; i < SyncRequest.MOST_CURSORS; i++) {
      Device peer = world.devices.put(Samples.device(Samples.account(100 + i), 200 + i));
      ConversationId id = world.open(world.bobPhone, peer).id();
      raise(id, world.bobPhone);
      raise(id, peer);
      cursors.add(new Cursor(id, i == 0 ? 0 : 1));
    }
    wireBytes = _ -> 118_000;

    List<Synced> synced = sync(world.bobPhone, cursors.toArray(Cursor[]::new));

    assertThat(positions(synced.getFirst())).containsExactly(1L);
    assertThat(synced.getFirst().receipts()).hasSize(2);
    int receipts = synced.stream().mapToInt(each -> each.receipts().size()).sum();
    assertThat(118_000 + Page.ANSWER_BYTES + 50 * Page.CONVERSATION_BYTES + receipts * Page.RECEIPT_BYTES)
        .isBetween(Page.FRAME_BYTES - 200, Page.FRAME_BYTES);
    List<Synced> putOff = synced.stream().filter(each -> each.receipts().isEmpty()).toList();
    assertThat(putOff).isNotEmpty().allMatch(Synced::more).isEqualTo(synced.subList(50 - putOff.size(), 50));
    List<Synced> rest = sync(world.bobPhone,
        putOff.stream().map(each -> new Cursor(each.conversation(), 1)).toArray(Cursor[]::new));
    assertThat(rest).noneMatch(Synced::more).allMatch(each -> each.receipts().size() == 2);
  }

  private void raise(ConversationId id, Device device) {
    world.tables.raise(id, new Receipt(device.account(), device.id(), new Watermarks(1, 1)));
  }

  @Test
  void whatHasExpiredIsNeverReturnedThoughItIsStillThere() {
    fill(world.id, 3);
    world.now = world.now.plus(Duration.ofDays(1));
    fill(world.id, 5);
    world.now = world.now.plus(World.RETENTION).minusSeconds(3600);
    keepSignedIn();

    Synced synced = sync(1);

    assertThat(positions(synced)).containsExactly(4L, 5L);
    assertThat(synced.tail()).isEqualTo(5);
  }

  @Test
  void aLongStretchOfExpiredEntriesIsReadThrough() {
    fill(world.id, 400);
    world.now = world.now.plus(World.RETENTION);
    keepSignedIn();
    fill(world.id, 402);

    assertThat(positions(sync(0))).containsExactly(401L, 402L);
  }

  @Test
  void whenEverythingHasVanishedTheEndIsStillKnown() {
    fill(world.id, 4);
    world.tables.raise(world.id, new Head(4, world.now));
    LongStream.rangeClosed(1, 4).forEach(seq -> world.tables.vanish(world.id, seq));

    assertThat(sync(2)).satisfies(synced -> {
      assertThat(synced.entries()).isEmpty();
      assertThat(synced.more()).isFalse();
      assertThat(synced.tail()).isEqualTo(4);
    });
  }

  @Test
  void receiptsAreTheGreatestOfEachAccountsDevices() {
    fill(world.id, 9);
    raise(world.alicePhone, 9, 2);
    raise(world.aliceLaptop, 5, 4);
    raise(world.bobPhone, 3, 0);

    assertThat(sync(0).receipts()).containsExactly(Map.entry(world.alicePhone.account(), new Watermarks(9, 4)),
        Map.entry(world.bobPhone.account(), new Watermarks(3, 0)));
  }

  @Test
  void aForeignConversationRefusesTheWholeRequestAndNamesThePlace() {
    assertThat(refusal(world.malloryPhone, new Cursor(world.open(world.malloryPhone, world.malloryPhone).id(), 0),
        new Cursor(world.id, 0))).isEqualTo(Refusal.NotFound.at("/cursors/1/conversation"));
    assertThat(refusal(world.malloryPhone, new Cursor(ConversationId.of(new byte[16]), 0)))
        .isEqualTo(Refusal.NotFound.at("/cursors/0/conversation"));
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceReadsNothing() {
    world.devices.remove(world.bobPhone.id());

    assertThat(refusal(world.bobPhone, new Cursor(world.id, 0))).isEqualTo(new Refusal.SessionEnded());
  }

  private void raise(Device device, long delivered, long read) {
    world.tables.raise(world.id, new Receipt(device.account(), device.id(), new Watermarks(delivered, read)));
  }

  private void keepSignedIn() {
    Device bob = world.bobPhone;
    world.devices.put(new Device(bob.account(), bob.id(), bob.signingKey(), bob.sealingKey(), bob.name(), bob.addedAt(),
        bob.session(), world.now.plusSeconds(60), bob.presence()));
  }
}
