package app.culver.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.device.Device;
import app.culver.core.log.Entry;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.sync.SyncRequest.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who was removed or has left reads up to there and no further. */
class FormerMembersTest {
  private final GroupWorld group = new GroupWorld();

  private Synced sync(Device device, long after) {
    return new Syncing(group.world.devices, group.world.tables, group.world.tables, group.world.tables,
        () -> group.world.now, _ -> 1_000)
        .sync(Samples.caller(device), new SyncRequest(List.of(new Cursor(group.id, after)))).getFirst();
  }

  private Refusal refusal(Device device) {
    return catchThrowableOfType(RefusedException.class, () -> sync(device, 0)).refusal();
  }

  private static List<Long> positions(Synced synced) {
    return synced.entries().stream().map(Entry::seq).toList();
  }

  private void write(int messages) {
    for (int i = 0; i < messages; i++) {
      group.append(group.alice);
    }
  }

  /** Carol sees the entries 3 to 6. */
  private void comeAndGo() {
    write(1);
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));
    write(2);
    group.change(group.alice, GroupWorld.removed(group.carol));
    write(3);
  }

  @Test
  void whoWasRemovedReadsFromTheEntryThatAddedToTheOneThatRemoved() {
    comeAndGo();

    Synced synced = sync(group.carol, 0);

    assertThat(positions(synced)).containsExactly(3L, 4L, 5L, 6L);
    assertThat(synced.more()).isFalse();
    assertThat(synced.tail()).isEqualTo(6);
  }

  @Test
  void whoHasAllOfItGetsNothingMore() {
    comeAndGo();

    for (long after : List.of(6L, 7L, 9L, 100L)) {
      assertThat(sync(group.carol, after)).satisfies(synced -> {
        assertThat(synced.entries()).isEmpty();
        assertThat(synced.more()).isFalse();
        assertThat(synced.tail()).isEqualTo(6);
      });
    }
  }

  @Test
  void aLongPastComesInPagesThatEndAtTheEnd() {
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));
    write(300);
    group.change(group.carol, new Left());
    write(300);
    List<Long> all = new ArrayList<>();
    Synced synced;
    do {
      synced = sync(group.carol, all.isEmpty() ? 0 : all.getLast());
      assertThat(synced.entries()).isNotEmpty();
      assertThat(synced.tail()).isEqualTo(303);
      all.addAll(positions(synced));
    } while (synced.more());

    assertThat(all).hasSize(302).startsWith(2L).endsWith(303L).isSorted();
  }

  @Test
  void theOthersReceiptsAreNotToldAnyMore() {
    comeAndGo();
    group.world.tables.raise(group.id, new Receipt(group.alice.account(), group.alice.id(), new Watermarks(9, 9)));
    group.world.tables.raise(group.id, new Receipt(group.carol.account(), group.carol.id(), new Watermarks(4, 4)));

    assertThat(sync(group.carol, 0).receipts()).containsOnlyKeys(group.carol.account());
    assertThat(sync(group.bob, 0).receipts()).containsOnlyKeys(group.alice.account());
  }

  @Test
  void onceItsEntriesHaveExpiredAFormerMembershipIsNoneAtAll() {
    comeAndGo();
    group.world.now = group.world.now.plus(World.RETENTION);
    Device carol = group.world.devices.put(new Device(group.carol.account(), group.carol.id(),
        group.carol.signingKey(), group.carol.sealingKey(), group.carol.name(), group.carol.addedAt(),
        group.carol.session(), group.world.now.plusSeconds(60), group.carol.presence()));

    assertThat(refusal(carol)).isEqualTo(Refusal.NotFound.at("/cursors/0/conversation"));
  }

  @Test
  void whoNeverWasAMemberFindsNothing() {
    comeAndGo();

    assertThat(refusal(group.mallory)).isEqualTo(Refusal.NotFound.at("/cursors/0/conversation"));
  }

  @Test
  void whoIsAddedAgainReadsFromThereOn() {
    comeAndGo();
    group.change(group.alice, GroupWorld.added(group.carol, Role.ADMIN));
    write(1);

    Synced synced = sync(group.carol, 6);

    assertThat(positions(synced)).containsExactly(10L, 11L);
    assertThat(synced.tail()).isEqualTo(11);
  }
}
