package app.culver.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.conversation.Head;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.MemoryTables;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Standing;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked for without receipts: cheap while nothing happens, and as good as ever when something does. */
class QuietTest {
  private final GroupWorld group = new GroupWorld();
  private final MemoryTables tables = group.world.tables;
  private final Counted receipts = new Counted(tables, new ArrayList<>());
  private final Stale log = new Stale(tables);
  private long end;

  /** Counts what is asked for. */
  private record Counted(Receipts next, List<ConversationId> asked) implements Receipts {
    @Override
    public Optional<Standing> standing(ConversationId id, AccountId reader) {
      asked.add(id);
      return next.standing(id, reader);
    }

    @Override
    public Optional<Standing> standing(ConversationId id) {
      return next.standing(id);
    }

    @Override
    public Optional<Standing> standing(ConversationId id, List<AccountId> accounts) {
      return next.standing(id, accounts);
    }

    @Override
    public List<Receipt> of(ConversationId conversation, AccountId account) {
      return next.of(conversation, account);
    }

    @Override
    public boolean raise(ConversationId conversation, Receipt receipt) {
      return next.raise(conversation, receipt);
    }

    @Override
    public void delete(ConversationId conversation, AccountId account, DeviceId device) {
      next.delete(conversation, account, device);
    }
  }

  /** A log whose glances see nothing above a position. */
  private static final class Stale implements Log {
    private final Log now;
    private long horizon = Long.MAX_VALUE;

    private Stale(Log now) {
      this.now = now;
    }

    @Override
    public Page glance(ConversationId conversation, long from, int limit) {
      return new Page(now.read(conversation, from, limit).entries().stream()
          .filter(stored -> stored.entry().seq() <= horizon).toList(), false);
    }

    @Override
    public Page read(ConversationId conversation, long from, int limit) {
      return now.read(conversation, from, limit);
    }

    @Override
    public Marks marks(ConversationId conversation, long from, int limit) {
      return now.marks(conversation, from, limit);
    }

    @Override
    public Optional<Mark> mark(ConversationId conversation, long seq) {
      return now.mark(conversation, seq);
    }

    @Override
    public Optional<Mark> newest(ConversationId conversation) {
      return now.newest(conversation);
    }

    @Override
    public Optional<Entry> entry(ConversationId conversation, long seq) {
      return now.entry(conversation, seq);
    }

    @Override
    public boolean append(ConversationId conversation, Entry.Message entry, Instant expires) {
      return now.append(conversation, entry, expires);
    }
  }

  /** Alice, Bob and Carol are members; the log ends with a message of Alice's. */
  @BeforeEach
  void talk() {
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));
    group.append(group.alice);
    end = tables.newest(group.id).orElseThrow().seq();
    tables.raise(group.id, new Receipt(group.bob.account(), group.bob.id(), new Watermarks(end, end)));
  }

  private Synced sync(Device device, boolean again, long after) {
    return new Syncing(group.world.devices, receipts, tables, log, () -> group.world.now, _ -> 1_000)
        .sync(Samples.caller(device),
            new SyncRequest(List.of(new Cursor(group.id, after, Optional.of(false))), Optional.of(again)))
        .getFirst();
  }

  private static List<Long> positions(Synced synced) {
    return synced.entries().stream().map(Entry::seq).toList();
  }

  @Test
  void aQuietConversationIsAnsweredWithoutBeingRead() {
    Synced synced = sync(group.carol, false, end);

    assertThat(synced.entries()).isEmpty();
    assertThat(synced.more()).isFalse();
    assertThat(synced.tail()).isEqualTo(end);
    assertThat(synced.receipts()).isEmpty();
    assertThat(receipts.asked()).isEmpty();
  }

  @Test
  void withEntriesTheReceiptsComeToo() {
    Synced synced = sync(group.carol, false, end - 1);

    assertThat(positions(synced)).containsExactly(end);
    assertThat(synced.tail()).isEqualTo(end);
    assertThat(synced.receipts()).containsOnlyKeys(group.bob.account());
  }

  @Test
  void whoIsNoMemberIsRefusedHoweverQuietItIs() {
    for (boolean again : List.of(false, true)) {
      assertThat(catchThrowableOfType(RefusedException.class, () -> sync(group.mallory, again, end)).refusal())
          .isEqualTo(Refusal.NotFound.at("/cursors/0/conversation"));
    }
  }

  @Test
  void whoHasLeftIsToldTheOwnEndAndNothingBehind() {
    group.change(group.carol, new Left());
    group.append(group.alice);

    assertThat(positions(sync(group.carol, false, end))).containsExactly(end + 1);
    for (boolean again : List.of(false, true)) {
      for (long after : List.of(end + 1, end + 2)) {
        assertThat(sync(group.carol, again, after)).satisfies(synced -> {
          assertThat(synced.entries()).isEmpty();
          assertThat(synced.tail()).isEqualTo(end + 1);
        });
      }
    }
  }

  @Test
  void whatHasVanishedIsNotTakenForQuiet() {
    tables.raise(group.id, new Head(end + 3, group.world.now));
    for (long seq = 1; seq <= end; seq++) {
      tables.vanish(group.id, seq);
    }

    assertThat(sync(group.carol, false, end)).satisfies(synced -> {
      assertThat(synced.entries()).isEmpty();
      assertThat(synced.tail()).isEqualTo(end + 3);
    });
  }

  @Test
  void anExpiredLastEntryProvesNothing() {
    group.world.now = group.world.now.plus(World.RETENTION);
    tables.raise(group.id, new Head(end + 3, group.world.now));
    Device carol = group.carol;
    group.world.devices
        .put(new Device(carol.account(), carol.id(), carol.signingKey(), carol.sealingKey(), carol.name(),
            carol.addedAt(), carol.session(), group.world.now.plusSeconds(60), carol.presence()));

    assertThat(sync(carol, false, end).tail()).isEqualTo(end + 3);
  }

  /** The device has just asked, and whatever came since is on its way to it. */
  @Test
  void askedAgainItMayBeAsItWasAMomentAgo() {
    log.horizon = end;
    group.append(group.alice);

    assertThat(sync(group.carol, true, end).entries()).isEmpty();
    assertThat(positions(sync(group.carol, false, end))).containsExactly(end + 1);
  }

  /** It would look as if all of it had expired. */
  @Test
  void aGlanceThatDoesNotEvenSeeTheCursorsOwnEntryIsNotBelieved() {
    log.horizon = end - 1;
    group.append(group.alice);

    assertThat(positions(sync(group.carol, true, end))).containsExactly(end + 1);
  }

  @Test
  void aGlanceThatSeesPartOfWhatIsNewIsNotBelievedEither() {
    group.append(group.alice);
    log.horizon = end + 1;
    group.append(group.alice);

    Synced synced = sync(group.carol, true, end);

    assertThat(positions(synced)).containsExactly(end + 1, end + 2);
    assertThat(synced.tail()).isEqualTo(end + 2);
  }
}
