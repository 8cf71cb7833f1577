package app.culver.core.session;

import static app.culver.core.session.SessionWorld.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.account.PhoneNumber;
import app.culver.core.concurrent.Pending;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.refusal.Refusal.RefreshRefused;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewing tokens, with everything around it in memory. */
class RenewalTest {
  private final SessionWorld world = new SessionWorld();
  private final DeviceKeys keys = new DeviceKeys();

  private SignIn.Result signIn() {
    return world.signIn("+491701234567", keys);
  }

  private Tokens renew(RefreshToken token) {
    return world.renew(token, keys);
  }

  @Test
  void aRenewalGivesANewPairAndExtendsTheSession() {
    SignIn.Result result = signIn();
    world.now = world.now.plus(Duration.ofDays(29));
    Tokens tokens = renew(result.tokens().refresh());

    assertThat(tokens.refresh().reveal()).isNotEqualTo(result.tokens().refresh().reveal());
    assertThat(tokens.refreshExpires()).isEqualTo(world.now.plus(Duration.ofDays(30)));
    assertThat(tokens.access().expires()).isEqualTo(world.now.plus(Duration.ofMinutes(15)));
    world.now = world.now.plus(Duration.ofDays(29));
    assertThat(world.held(result)).isPresent();
  }

  @Test
  void aChainOfRenewalsHoldsForYears() {
    RefreshToken token = signIn().tokens().refresh();
    var seen = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      world.now = world.now.plus(Duration.ofDays(29));
      token = renew(token).refresh();
      assertThat(seen.add(token.reveal())).isTrue();
    }
  }

  @Test
  void aLostAnswerIsGivenAgainHoursLater() {
    RefreshToken first = signIn().tokens().refresh();
    Tokens lost = renew(first);
    world.now = world.now.plus(Duration.ofHours(7));
    Tokens again = renew(first);

    assertThat(again.refresh().reveal()).isEqualTo(lost.refresh().reveal());
    assertThat(again.refreshExpires()).isEqualTo(lost.refreshExpires());
    assertThat(again.access().expires()).isEqualTo(world.now.plus(Duration.ofMinutes(15)));
    assertThat(renew(again.refresh()).refresh().reveal()).isNotEqualTo(lost.refresh().reveal());
  }

  @Test
  void twentyTabsAtOnceGetTheSameSuccessor() {
    SignIn.Result result = signIn();
    var barrier = new CyclicBarrier(20);
    world.beforeRotation = () -> {
      try {
        barrier.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    };
    List<Pending<Tokens>> tabs = IntStream.range(0, 20)
        .mapToObj(_ -> Pending.start(() -> renew(result.tokens().refresh()))).toList();

    assertThat(tabs.stream().map(Pending::get).map(tokens -> tokens.refresh().reveal()).distinct()).hasSize(1);
    assertThat(world.held(result)).isPresent();
  }

  @Test
  void aRenewalThatLosesAgainstTheEndOfItsSessionIsRefused() {
    SignIn.Result result = signIn();
    world.beforeRotation = () -> world.accounts.end(result.caller());
    assertRefused(RefreshRefused.class, () -> renew(result.tokens().refresh()));
  }

  @Test
  void aSpentTokenEndsTheSessionAndClosesItsSocket() {
    SignIn.Result result = signIn();
    RefreshToken first = result.tokens().refresh();
    RefreshToken second = renew(first).refresh();
    RefreshToken third = renew(second).refresh();
    world.connect(result, "open");

    assertRefused(RefreshRefused.class, () -> renew(first));
    assertThat(world.held(result)).isEmpty();
    assertThat(world.connections.closed("open")).isTrue();
    assertRefused(RefreshRefused.class, () -> renew(third));
  }

  @Test
  void aLiveTokenWithAWrongSignatureEndsTheSession() {
    for (boolean presentedBefore : List.of(false, true)) {
      SignIn.Result result = signIn();
      RefreshToken token = result.tokens().refresh();
      if (presentedBefore) {
        renew(token);
      }
      world.connect(result, "open" + presentedBefore);
      assertRefused(RefreshRefused.class, () -> world.renew(token, new DeviceKeys()));
      assertThat(world.held(result)).isEmpty();
      assertThat(world.connections.closed("open" + presentedBefore)).isTrue();
      // The device itself stays: it signs in again.
      assertThat(signIn().newDevice()).isFalse();
    }
  }

  @Test
  void aSignatureForAnotherAudienceOrTokenIsAWrongOne() {
    SignIn.Result result = signIn();
    RefreshToken token = result.tokens().refresh();
    assertRefused(RefreshRefused.class,
        () -> world.renewal.renew(new PresentedToken(token.reveal()), keys.sign(token.proof("urn:culver:other"))));
    assertThat(world.held(result)).isEmpty();
  }

  @Test
  void anInventedTokenWithAWrongSignatureHurtsNobody() {
    SignIn.Result result = signIn();
    RefreshToken invented = RefreshToken.first(result.caller(), new SecureRandom());

    assertRefused(RefreshRefused.class, () -> world.renew(invented, new DeviceKeys()));
    assertThat(world.held(result)).isPresent();
    renew(result.tokens().refresh());
  }

  @Test
  void aTokenOfAnEndedSessionDoesNotHurtTheNextOne() {
    SignIn.Result first = signIn();
    SignIn.Result second = signIn();

    assertRefused(RefreshRefused.class, () -> renew(first.tokens().refresh()));
    assertThat(world.held(second)).isPresent();
    renew(second.tokens().refresh());
  }

  @Test
  void anExpiredOrRemovedDeviceRenewsNothing() {
    SignIn.Result result = signIn();
    Instant then = world.now;
    world.now = then.plus(Duration.ofDays(30));
    assertRefused(RefreshRefused.class, () -> renew(result.tokens().refresh()));
    world.now = then;
    world.accounts.remove(result.caller().account(), result.caller().device());
    assertRefused(RefreshRefused.class, () -> renew(result.tokens().refresh()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AAAA", "AAAAA", "_____"})
  void whatIsNoRefreshTokenIsRefused(String text) {
    assertRefused(RefreshRefused.class, () -> world.renewal.renew(new PresentedToken(text), keys.sign(new byte[0])));
  }

  @Test
  void aRefreshTokenHasOneWrittenForm() {
    String text = signIn().tokens().refresh().reveal();
    assertThat(text).hasSize(107);
    assertThat(RefreshToken.parse(new PresentedToken(text)).orElseThrow().reveal()).isEqualTo(text);
    // 80 bytes leave bits in the last character that a lenient decoder ignores.
    String last = text.substring(0, 106);
    assertThat("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars()
        .filter(c -> RefreshToken.parse(new PresentedToken(last + (char) c)).isPresent())).hasSize(16);
    assertThat(RefreshToken.parse(new PresentedToken(text + "AA"))).isEmpty();
    assertThat(RefreshToken.parse(new PresentedToken(text + "A"))).isEmpty();
  }

  @Test
  void secretsDoNotShowInText() {
    Tokens tokens = signIn().tokens();
    assertThat(tokens.toString()).doesNotContain(tokens.refresh().reveal()).doesNotContain(tokens.access().text());
    assertThat(new PresentedToken("secret").toString()).doesNotContain("secret");
    assertThat(new IdToken("secret").toString()).doesNotContain("secret");
    assertThat(new PhoneNumber("+491701234567").toString()).doesNotContain("1701234567");
  }
}
