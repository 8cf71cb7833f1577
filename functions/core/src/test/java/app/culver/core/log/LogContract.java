package app.culver.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.ConversationStoresContract;
import app.culver.core.identifier.ConversationId;
import app.culver.core.memory.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Log} does. */
public abstract class LogContract extends ConversationStoresContract {
  private static final Instant EXPIRES = Samples.NOW.plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);

  private static Entry.Message entry(long seq) {
    var device = Samples.device(Samples.account(1), 1);
    var recipients = List.of(Samples.device(Samples.account(2), 2), Samples.device(Samples.account(2), 3),
        Samples.device(Samples.account(1), 4));
    return new Entry.Message(seq, Samples.NOW.plusMillis(seq), device.account(), device.id(), 1,
        Samples.envelope(Samples.message((int) seq), (int) seq, recipients));
  }

  private void append(ConversationId id, int from, int to) {
    IntStream.rangeClosed(from, to).forEach(seq -> assertThat(log().append(id, entry(seq), EXPIRES)).isTrue());
  }

  @Test
  void anEntryComesBackAsItWasPut() {
    ConversationId id = conversation();
    append(id, 1, 1);

    assertThat(log().entry(id, 1)).contains(entry(1));
    assertThat(log().mark(id, 1)).contains(Mark.of(entry(1)));
    assertThat(log().read(id, 1, 10)).isEqualTo(new Log.Page(List.of(new Log.Stored(entry(1), EXPIRES)), false));
  }

  @Test
  void aGlanceSeesWhatIsThereWhenNothingHappens() {
    ConversationId id = conversation();
    append(id, 1, 7);

    assertThat(log().glance(id, 3, 4)).isEqualTo(log().read(id, 3, 4));
    assertThat(log().glance(id, 8, 4)).isEqualTo(new Log.Page(List.of(), false));
  }

  @Test
  void anEnvelopeOfAnotherSuiteComesBackAsItWasPut() {
    ConversationId id = conversation();
    var device = Samples.device(Samples.account(1), 1);
    var entry = new Entry.Message(1, Samples.NOW, device.account(), device.id(), 1,
        new Envelope.Mls(Samples.message(1), new Ciphertext(Samples.bytes(334, 1))));
    assertThat(log().append(id, entry, EXPIRES)).isTrue();

    assertThat(log().entry(id, 1)).contains(entry);
    assertThat(log().mark(id, 1)).contains(Mark.of(entry));
  }

  @Test
  void anEnvelopeWithoutRecipientsAndOneOfTheGreatestLengthComeBackAsTheyWerePut() {
    ConversationId id = conversation();
    var device = Samples.device(Samples.account(1), 1);
    var none = new Entry.Message(1, Samples.NOW, device.account(), device.id(), 1,
        Samples.envelope(Samples.message(1), 1, Ciphertext.LEAST, List.of()));
    var longest = new Entry.Message(2, Samples.NOW, device.account(), device.id(), 1,
        Samples.envelope(Samples.message(2), 2, Ciphertext.MOST, IntStream.rangeClosed(1, 64)
            .mapToObj(number -> Samples.device(Samples.account(number), number)).toList()));
    assertThat(log().append(id, none, EXPIRES)).isTrue();
    assertThat(log().append(id, longest, EXPIRES)).isTrue();

    assertThat(log().read(id, 1, 10).entries()).extracting(Log.Stored::entry).containsExactly(none, longest);
  }

  @Test
  void aRecipientAccountWithoutDevicesIsKept() {
    ConversationId id = conversation();
    var device = Samples.device(Samples.account(1), 1);
    var whole = Samples.envelope(Samples.message(1), 1, List.of());
    var envelope = new Envelope.Hpke(whole.id(), whole.nonce(), whole.ciphertext(),
        List.of(new Recipient(Samples.account(2), List.of())), whole.signature());
    var entry = new Entry.Message(1, Samples.NOW, device.account(), device.id(), 1, envelope);
    assertThat(log().append(id, entry, EXPIRES)).isTrue();

    assertThat(log().entry(id, 1)).contains(entry);
  }

  @Test
  void aTakenPositionIsRefusedAndKeepsItsEntry() {
    ConversationId id = conversation();
    append(id, 1, 1);
    Entry.Message other = new Entry.Message(1, Samples.NOW, Samples.account(2), Samples.deviceId(2), 1,
        entry(2).envelope());

    assertThat(log().append(id, other, EXPIRES)).isFalse();
    assertThat(log().entry(id, 1)).contains(entry(1));
  }

  @Test
  void ofManyRacersForAPositionExactlyOneWins() throws Exception {
    ConversationId id = conversation();
    List<Callable<Boolean>> racers = IntStream.range(0, 8)
        .<Callable<Boolean>>mapToObj(_ -> () -> log().append(id, entry(1), EXPIRES)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(racers)).extracting(Future::get).containsOnlyOnce(true);
    }
  }

  @Test
  void marksAndEntriesStartAtThePositionAndStopAtTheLimit() {
    ConversationId id = conversation();
    append(id, 1, 5);

    assertThat(log().marks(id, 2, 3).marks()).extracting(Mark::seq).containsExactly(2L, 3L, 4L);
    assertThat(log().marks(id, 4, 10).marks()).extracting(Mark::seq).containsExactly(4L, 5L);
    assertThat(log().marks(id, 6, 10).marks()).isEmpty();
    Log.Page page = log().read(id, 2, 3);
    assertThat(page.entries()).extracting(stored -> stored.entry().seq()).containsExactly(2L, 3L, 4L);
    assertThat(page.more()).isTrue();
    assertThat(log().read(id, 6, 10)).isEqualTo(new Log.Page(List.of(), false));
  }

  @Test
  void positionsAreInTheOrderOfNumbersNotOfText() {
    ConversationId id = conversation();
    append(id, 9, 11);

    assertThat(log().marks(id, 1, 10).marks()).extracting(Mark::seq).containsExactly(9L, 10L, 11L);
    assertThat(log().newest(id)).map(Mark::seq).contains(11L);
  }

  @Test
  void marksGoThroughLongEntries() {
    ConversationId id = conversation();
    var device = Samples.device(Samples.account(1), 1);
    for (int seq = 1; seq <= 20; seq++) {
      log().append(id, new Entry.Message(seq, Samples.NOW, device.account(), device.id(), 1,
          Samples.envelope(Samples.message(seq), seq, Ciphertext.MOST, List.of())), EXPIRES);
    }

    List<Long> seen = new ArrayList<>();
    Log.Marks part;
    do {
      part = log().marks(id, seen.size() + 1, 257);
      part.marks().forEach(mark -> seen.add(mark.seq()));
    } while (part.more());
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void aPartEndsWhereTheLogDoes() {
    ConversationId id = conversation();
    append(id, 1, 7);

    assertThat(log().marks(id, 1, 7).more()).isFalse();
    assertThat(log().marks(id, 1, 6).more()).isTrue();
    assertThat(log().read(id, 1, 7).more()).isFalse();
    assertThat(log().read(id, 1, 6).more()).isTrue();
  }

  @Test
  void conversationsDoNotSeeEachOther() {
    ConversationId id = conversation();
    ConversationId other = conversation();
    append(id, 1, 2);

    assertThat(log().marks(other, 1, 10).marks()).isEmpty();
    assertThat(log().newest(other)).isEmpty();
    assertThat(log().mark(other, 1)).isEmpty();
    assertThat(log().entry(other, 1)).isEmpty();
  }

  @Test
  void whatHasExpiredIsFoundUntilItVanishes() {
    ConversationId id = conversation();
    Instant past = Instant.EPOCH.plusSeconds(1);
    assertThat(log().append(id, entry(1), past)).isTrue();

    assertThat(log().newest(id)).map(Mark::seq).contains(1L);
    assertThat(log().read(id, 1, 10).entries()).containsExactly(new Log.Stored(entry(1), past));
  }
}
