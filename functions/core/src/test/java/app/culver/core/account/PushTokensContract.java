package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.device.Push;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushTarget;
import app.culver.core.device.PushToken;
import app.culver.core.session.NewDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PushTokens} does. */
public abstract class PushTokensContract {

  protected abstract AccountStores stores();

  private static PushTarget target() {
    return new PushTarget(PushProvider.FCM,
        new PushToken(Base64.getUrlEncoder().encodeToString(AccountStores.random(120).toArray())));
  }

  private boolean set(NewDevice device, PushTarget target) {
    return stores().tokens().set(AccountStores.caller(device), has(device), target);
  }

  private Optional<PushTarget> has(NewDevice device) {
    return stores().row(device).push().map(Push::target);
  }

  @Test
  void aTokenIsSet() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    assertThat(set(device, target)).isTrue();
    assertThat(stores().row(device).push()).contains(Push.fresh(target));
  }

  @Test
  void settingItAgainLeavesHowFarWakingHasCome() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    set(device, target);
    stores().states().sent(stores().row(device), Instant.EPOCH, AccountStores.NOW, Map.of());

    assertThat(set(device, target)).isTrue();
    assertThat(stores().row(device).push()).contains(new Push(target, AccountStores.NOW, Map.of(), Instant.EPOCH));
  }

  @Test
  void anotherTokenTakesThePlaceOfTheFormer() {
    NewDevice device = stores().signedIn();
    PushTarget former = target();
    PushTarget target = target();
    set(device, former);
    stores().states().sent(stores().row(device), Instant.EPOCH, AccountStores.NOW, Map.of());

    assertThat(set(device, target)).isTrue();
    assertThat(stores().row(device).push()).contains(Push.fresh(target));

    NewDevice other = stores().signedIn();
    assertThat(set(other, former)).isTrue();
    assertThat(has(device)).contains(target);
    assertThat(has(other)).contains(former);
  }

  @Test
  void aTokenLeavesTheDeviceThatHadIt() {
    NewDevice first = stores().signedIn();
    NewDevice second = stores().signedIn();
    PushTarget target = target();
    set(first, target);

    assertThat(set(second, target)).isTrue();
    assertThat(has(first)).isEmpty();
    assertThat(has(second)).contains(target);
    assertThat(set(first, target)).isTrue();
    assertThat(has(first)).contains(target);
    assertThat(has(second)).isEmpty();
  }

  @Test
  void aTokenOfADeviceThatIsGoneIsTaken() {
    NewDevice removed = stores().signedIn();
    NewDevice second = stores().signedIn();
    PushTarget target = target();
    set(removed, target);
    stores().rows().remove(removed.account(), removed.id());

    assertThat(set(second, target)).isTrue();
    assertThat(has(second)).contains(target);
    assertThat(stores().devices().of(removed.account())).isEmpty();
  }

  @Test
  void aRemovedTokenIsNobodys() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    set(device, target);

    stores().tokens().remove(device.account(), device.id(), target);
    stores().tokens().remove(device.account(), device.id(), target);
    assertThat(stores().row(device).push()).isEmpty();
    NewDevice other = stores().signedIn();
    assertThat(set(other, target)).isTrue();
    assertThat(has(other)).contains(target);
  }

  @Test
  void aTokenThatTheDeviceHasNoMoreIsNotRemoved() {
    NewDevice device = stores().signedIn();
    NewDevice other = stores().signedIn();
    PushTarget former = target();
    PushTarget target = target();
    set(device, former);
    set(device, target);
    set(other, former);

    stores().tokens().remove(device.account(), device.id(), former);
    assertThat(has(device)).contains(target);
    assertThat(has(other)).contains(former);
  }

  @Test
  void removingFromADeviceThatIsGoneBringsNothingBack() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    set(device, target);
    stores().rows().remove(device.account(), device.id());

    stores().tokens().remove(device.account(), device.id(), target);
    assertThat(stores().devices().of(device.account())).isEmpty();
  }

  @Test
  void whoIsMistakenAboutTheFormerTokenOrHasNoSessionSetsNone() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    assertThat(stores().tokens().set(AccountStores.caller(device), Optional.of(target()), target)).isFalse();
    set(device, target);
    assertThat(stores().tokens().set(AccountStores.caller(device), Optional.empty(), target())).isFalse();
    assertThat(has(device)).contains(target);

    NewDevice again = new NewDevice(device.account(), device.id(), device.signingKey(), device.sealingKey(),
        AccountStores.session(Duration.ofDays(1)));
    assertThat(stores().tokens().set(AccountStores.caller(again), Optional.of(target), target())).isFalse();
    assertThat(has(device)).contains(target);
  }

  @Test
  void anEndedSessionsTokenIsGone() {
    NewDevice device = stores().signedIn();
    set(device, target());
    stores().sessions().end(AccountStores.caller(device));

    assertThat(stores().row(device).push()).isEmpty();
  }

  @Test
  void aNewSessionOfTheDeviceHasNoToken() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    set(device, target);
    stores().registrations().resume(stores().row(device), AccountStores.session(Duration.ofDays(1)));

    assertThat(stores().row(device).push()).isEmpty();
    NewDevice other = stores().signedIn();
    assertThat(set(other, target)).isTrue();
    assertThat(has(other)).contains(target);
  }

  @Test
  void aRenewedSessionKeepsItsToken() {
    NewDevice device = stores().signedIn();
    PushTarget target = target();
    set(device, target);
    stores().sessions().rotate(AccountStores.caller(device), device.session().successor(), AccountStores.random(32),
        AccountStores.NOW.plus(Duration.ofDays(31)));

    assertThat(has(device)).contains(target);
  }
}
