package app.culver.core.push;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.account.AccountStores;
import app.culver.core.device.Device;
import app.culver.core.device.Push;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushTarget;
import app.culver.core.device.PushToken;
import app.culver.core.identifier.ConversationId;
import app.culver.core.session.NewDevice;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link PushStates} does. */
public abstract class PushStatesContract {
  private static final Instant NOW = AccountStores.NOW;
  private static final Instant UNTIL = NOW.plusSeconds(30);
  private static final Map<ConversationId, Long> WOKEN_FOR = Map.of(new ConversationId("W5Monhi6ZFlQjwMihYpUgQ"), 7L,
      new ConversationId("AAAAAAAAAAAAAAAAAAAAAA"), 9_000_000_000L);
  private static final Instant LATER = NOW.plusSeconds(60);

  protected abstract AccountStores stores();

  private NewDevice wakeable() {
    NewDevice device = stores().signedIn();
    set(device);
    return device;
  }

  private void set(NewDevice device) {
    var target = new PushTarget(PushProvider.FCM, new PushToken(UUID.randomUUID().toString()));
    stores().tokens().set(AccountStores.caller(device), stores().row(device).push().map(Push::target), target);
  }

  private Push push(NewDevice device) {
    return stores().row(device).push().orElseThrow();
  }

  @Test
  void oneOfThoseWhoReadTheSameBegins() {
    NewDevice device = wakeable();
    Device read = stores().row(device);

    assertThat(stores().states().begin(read, UNTIL)).isTrue();
    assertThat(stores().states().begin(read, LATER)).isFalse();
    assertThat(push(device)).isEqualTo(new Push(push(device).target(), Instant.EPOCH, Map.of(), UNTIL));
  }

  @Test
  void whoReadBeforeTheDeviceWasWokenDoesNotBegin() {
    NewDevice device = wakeable();
    Device read = stores().row(device);
    stores().states().begin(read, UNTIL);
    stores().states().sent(read, UNTIL, NOW, WOKEN_FOR);

    assertThat(stores().states().begin(read, LATER)).isFalse();
    assertThat(push(device)).isEqualTo(new Push(push(device).target(), NOW, WOKEN_FOR, Instant.EPOCH));
    assertThat(stores().states().begin(stores().row(device), LATER)).isTrue();
  }

  @Test
  void oneWhoDiedIsReplaced() {
    NewDevice device = wakeable();
    stores().states().begin(stores().row(device), UNTIL);

    assertThat(stores().states().begin(stores().row(device), LATER)).isTrue();
    assertThat(push(device).busyUntil()).isEqualTo(LATER);
  }

  @Test
  void whoAbandonsLetsOthersBegin() {
    NewDevice device = wakeable();
    Device read = stores().row(device);
    stores().states().begin(read, UNTIL);
    stores().states().abandon(read, UNTIL);

    assertThat(push(device)).isEqualTo(Push.fresh(push(device).target()));
    assertThat(stores().states().begin(read, LATER)).isTrue();
    stores().states().abandon(read, UNTIL);
    assertThat(push(device).busyUntil()).as("another one's").isEqualTo(LATER);
  }

  @Test
  void aDeviceWithAnotherTokenOrNoneIsLeftAlone() {
    NewDevice device = wakeable();
    Device read = stores().row(device);
    set(device);
    Push fresh = push(device);

    assertThat(stores().states().begin(read, UNTIL)).isFalse();
    stores().states().sent(read, UNTIL, NOW, WOKEN_FOR);
    stores().states().abandon(read, UNTIL);
    assertThat(push(device)).isEqualTo(fresh);

    stores().rows().remove(device.account(), device.id());
    assertThat(stores().states().begin(read, UNTIL)).isFalse();
    stores().states().sent(read, UNTIL, NOW, WOKEN_FOR);
    stores().states().abandon(read, UNTIL);
    assertThat(stores().devices().of(device.account())).isEmpty();
  }
}
