package app.culver.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.device.Device;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.sync.SyncRequest;
import app.culver.core.sync.SyncRequest.Cursor;
import app.culver.core.sync.Synced;
import app.culver.core.sync.Syncing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In a conversation of more than ten members, who has read what is asked for and not told. */
class LargeGroupsTest {
  private final GroupWorld group = new GroupWorld();

  private void grow(int members) {
    for (int i = group.conversation().members().size(); i < members; i++) {
      group.change(group.alice, GroupWorld.added(group.person(20 + i), Role.MEMBER));
    }
  }

  private Optional<Receiving.News> receive(Device device, long read) {
    return new Receiving(group.world.devices, group.world.tables, group.world.tables, group.world.tables,
        () -> group.world.now, _ -> {}).receive(Samples.caller(device),
            new ReceiptRequest(group.id, Optional.empty(), Optional.of(read)));
  }

  private Synced sync(Device device) {
    return new Syncing(group.world.devices, group.world.tables, group.world.tables, group.world.tables,
        () -> group.world.now, _ -> 1_000)
        .sync(Samples.caller(device), new SyncRequest(List.of(new Cursor(group.id, 0)))).getFirst();
  }

  @Test
  void tenMembersAreToldOfEachOther() {
    grow(10);

    assertThat(receive(group.alice, 1).orElseThrow().audience()).hasSize(10);
    assertThat(sync(group.bob).receipts()).containsOnlyKeys(group.alice.account());
  }

  @Test
  void elevenMembersAreToldOfThemselvesAlone() {
    grow(11);

    assertThat(receive(group.alice, 1).orElseThrow().audience()).extracting(Device::id)
        .containsExactly(group.world.aliceLaptop.id());
    receive(group.bob, 1);
    assertThat(sync(group.bob).receipts()).containsOnlyKeys(group.bob.account());
  }

  @Test
  void allOfThemAreToldOnDemandAndNoFormerMember() {
    grow(11);
    receive(group.alice, 2);
    receive(group.bob, 1);
    group.change(group.alice, GroupWorld.removed(group.bob));
    ReceiptListing listing = new ReceiptListing(group.world.devices, group.world.tables);

    assertThat(listing.of(Samples.caller(group.alice), group.id)).containsOnlyKeys(group.alice.account())
        .containsValue(new Watermarks(2, 2));
    for (Device device : List.of(group.bob, group.mallory)) {
      assertThat(catchThrowableOfType(RefusedException.class, () -> listing.of(Samples.caller(device), group.id))
          .refusal()).isEqualTo(new Refusal.NotFound());
    }
  }

  @Test
  void aFormerMembersReceiptIsRefused() {
    group.change(group.alice, GroupWorld.removed(group.bob));

    assertThat(catchThrowableOfType(RefusedException.class, () -> receive(group.bob, 1)).refusal())
        .isEqualTo(new Refusal.NotFound());
    assertThat(group.world.tables.of(group.id, group.bob.account())).isEmpty();
  }
}
