package app.culver.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Reference;
import app.culver.client.crypto.StorageKeyFile;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.loop.Loop;
import app.culver.client.store.Store;
import app.culver.client.wire.ConversationRecord;
import app.culver.client.wire.Json;
import app.culver.client.wire.Synced;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifetimesTest {
  private static final ConversationId TALK = ConversationId.of(id(1));
  private static final AccountId ALICE = AccountId.of(id(2));
  private static final AccountId BOB = AccountId.of(id(3));
  private static final DeviceId PHONE = DeviceId.of(id(4));
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final List<Event> events = new ArrayList<>();
  private Store store;
  private History history;
  private Lifetimes lifetimes;
  private int sent;
  /** When the loop would look next. */
  private Optional<Instant> next = Optional.empty();

  private static byte[] id(int number) {
    var bytes = new byte[16];
    bytes[0] = (byte) number;
    return bytes;
  }

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.resolve("journal"),
        StorageKeyFile.create(folder.resolve("key"), new char[0], new SecureRandom()), new Random(1));
    history = new History(store);
    var record = Json.object().put("conversation", TALK.value()).put("kind", "direct").put("change", 1)
        .put("createdAt", 1);
    var members = record.putArray("members");
    members.addObject().put("account", ALICE.value()).put("role", "member").put("joined", 1);
    members.addObject().put("account", BOB.value()).put("role", "member").put("joined", 1);
    history.add(ConversationRecord.read(record));
    lifetimes = new Lifetimes(new HandLoop(), store, history, () -> Optional.of(ALICE), events::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Runs nothing by itself; the clock is set by hand. */
  private final class HandLoop implements Loop {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      next = Optional.of(now.plus(delay));
      return () -> next = Optional.empty();
    }

    @Override
    public Clock clock() {
      return Clock.fixed(now, ZoneOffset.UTC);
    }
  }

  private Line line(AccountId sender, Content content) {
    sent++;
    var update = history.update(TALK);
    var line = new Line(TALK, 0, Optional.of(MessageId.of(id(100 + sent))), history.epoch(), OptionalLong.of(sent),
        sender, Optional.of(PHONE), now, content,
        sender.equals(ALICE) ? Message.State.SENT : Message.State.RECEIVED);
    assertThat(update.admits(line)).isTrue();
    var appended = update.append(line);
    update.commit();
    lifetimes.look();
    return appended;
  }

  private static Content.Text brief(String text) {
    return new Content.Text(text, Optional.empty(), Optional.of(HOUR), false);
  }

  private Content content(Line line) {
    return history.line(TALK, line.order()).orElseThrow().content();
  }

  private void after(Duration time) {
    now = now.plus(time);
    lifetimes.look();
  }

  private void read(Line line) {
    var update = history.update(TALK);
    update.read(line.seq().getAsLong(), line.order());
    update.commit();
    lifetimes.look();
  }

  @Test
  void onesOwnMessageLivesFromItsSendingOn() {
    var line = line(ALICE, brief("mine"));
    assertThat(next).hasValue(now.plus(HOUR));

    after(HOUR.minusMillis(1));
    assertThat(content(line)).isEqualTo(brief("mine"));
    after(Duration.ofMillis(1));

    assertThat(content(line)).isEqualTo(new Content.Vanished());
    assertThat(events).singleElement().isInstanceOfSatisfying(Event.MessageChanged.class,
        changed -> assertThat(changed.message().content()).isEqualTo(new Content.Vanished()));
    assertThat(lifetimes.areAwaited()).isFalse();
    assertThat(history.lastShown(TALK, Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void anothersMessageLivesFromItsReadingOnAlsoAfterARestart() {
    var line = line(BOB, brief("his"));
    after(Duration.ofDays(2));
    assertThat(content(line)).isEqualTo(brief("his"));
    read(line);

    now = now.plus(HOUR).minusSeconds(1);
    lifetimes = new Lifetimes(new HandLoop(), store, history, () -> Optional.of(ALICE), events::add);
    lifetimes.look();
    assertThat(content(line)).isEqualTo(brief("his"));
    after(Duration.ofSeconds(1));

    assertThat(content(line)).isEqualTo(new Content.Vanished());
  }

  @Test
  void readingOnAnotherDeviceCounts() {
    var line = line(BOB, brief("his"));
    history.receipts().raise(TALK, new Synced.Receipt(ALICE, sent, sent));
    lifetimes.look();

    after(HOUR);

    assertThat(content(line)).isEqualTo(new Content.Vanished());
  }

  @Test
  void whatWasDoneToItGoesWithItAndWhatComesLaterIsDoneToNothing() {
    var line = line(ALICE, brief("mine"));
    var to = new Reference(PHONE, line.id().orElseThrow());
    line(BOB, new Content.Reacted(to, Optional.of("👍")));
    var edit = line(ALICE, new Content.Edited(to, "mine, too"));

    after(HOUR);

    assertThat(content(line)).isEqualTo(new Content.Vanished());
    assertThat(content(edit)).isEqualTo(new Content.Vanished());
    assertThat(history.reactions(TALK, line.order())).isEmpty();
    assertThat(history.update(TALK).admits(new Line(TALK, 0, Optional.of(MessageId.of(id(9))), 0, OptionalLong.of(9),
        BOB, Optional.of(PHONE), now, new Content.Reacted(to, Optional.of("x")), Message.State.RECEIVED))).isFalse();
    assertThat(history.update(TALK).has(PHONE, line.id().orElseThrow())).isTrue();
  }

  @Test
  void othersChangeNothingOfIt() {
    var line = line(ALICE, new Content.Text("mine"));
    var to = new Reference(PHONE, line.id().orElseThrow());
    for (var content : List.of(new Content.Edited(to, "his"), new Content.Deleted(to),
        new Content.Reacted(new Reference(PHONE, MessageId.of(id(77))), Optional.of("x")))) {
      var update = history.update(TALK);
      assertThat(update.admits(new Line(TALK, 0, Optional.of(MessageId.of(id(9))), 0, OptionalLong.of(9), BOB,
          Optional.of(PHONE), now, content, Message.State.RECEIVED))).isFalse();
      assertThat(update.changed()).isEmpty();
    }
    assertThat(content(line)).isEqualTo(new Content.Text("mine"));
  }

  @Test
  void whatWasTakenBackNeedNotVanish() {
    var line = line(ALICE, brief("mine"));
    line(ALICE, new Content.Deleted(new Reference(PHONE, line.id().orElseThrow())));

    assertThat(lifetimes.areAwaited()).isFalse();
    after(HOUR.multipliedBy(2));
    assertThat(content(line)).isEqualTo(new Content.Removed());
  }
}
