package app.culver.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.Bytes;
import app.culver.core.account.AccountStores;
import app.culver.core.account.PhoneNumber;
import app.culver.core.concurrent.Pending;
import app.culver.core.delivery.ConnectionId;
import app.culver.core.delivery.Presence;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.RefreshRefused;
import app.culver.core.refusal.Refusal.SignInRefused;
import app.culver.core.refusal.Refusal.TooManyDevices;
import app.culver.core.refusal.RefusedException;
import app.culver.core.signature.Signature;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and renewing, with everything around it in memory. */
class SessionsTest {
  private final SessionWorld world = new SessionWorld();
  private final DeviceKeys keys = new DeviceKeys();

  private static void assertRefused(Class<? extends Refusal> refusal, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class,
        e -> assertThat(e.refusal()).isInstanceOf(refusal));
  }

  private SignIn.Result signIn() {
    return world.signIn("+491701234567", keys);
  }

  private Tokens renew(RefreshToken token) {
    return world.renew(token, keys);
  }

  private Optional<Sessions.Held> held(SignIn.Result result) {
    return world.accounts.find(result.caller());
  }

  private void connect(SignIn.Result result, String connection) {
    world.devices.claim(result.caller(), new Presence(new ConnectionId(connection), world.now));
  }

  @Test
  void theFirstSignInCreatesTheAccountAndTheDevice() {
    SignIn.Result result = signIn();
    assertThat(result.newAccount()).isTrue();
    assertThat(result.newDevice()).isTrue();
    assertThat(held(result).orElseThrow().device().signingKey()).isEqualTo(keys.signingKey());
    assertThat(result.tokens().access().expires()).isEqualTo(world.now.plus(Duration.ofMinutes(15)));
    assertThat(result.tokens().refreshExpires()).isEqualTo(world.now.plus(Duration.ofDays(30)));
  }

  @Test
  void theSameKeysAgainAreTheSameDeviceWithANewSession() {
    SignIn.Result first = signIn();
    connect(first, "old");
    SignIn.Result again = signIn();

    assertThat(again.caller().device()).isEqualTo(first.caller().device());
    assertThat(again.newAccount()).isFalse();
    assertThat(again.newDevice()).isFalse();
    assertThat(held(first)).isEmpty();
    assertThat(held(again)).isPresent();
    assertThat(world.connections.closed("old")).isTrue();
  }

  @Test
  void otherKeysAreAnotherDeviceWhichTheOthersHearOf() {
    SignIn.Result first = signIn();
    connect(first, "first");
    SignIn.Result second = world.signIn("+491701234567", new DeviceKeys());

    assertThat(second.caller().account()).isEqualTo(first.caller().account());
    assertThat(second.newAccount()).isFalse();
    assertThat(second.newDevice()).isTrue();
    assertThat(world.connections.frames("first")).containsExactly("DevicesChanged " + first.caller().account());
    assertThat(held(first)).isPresent();
  }

  @Test
  void anotherNumberIsAnotherAccount() {
    assertThat(world.signIn("+491701234568", new DeviceKeys()).caller().account())
        .isNotEqualTo(signIn().caller().account());
  }

  @Test
  void aDeviceUnusedForThirtyDaysComesBackAsANewOne() {
    SignIn.Result first = signIn();
    world.now = world.now.plus(Duration.ofDays(30));
    SignIn.Result again = signIn();

    assertThat(again.caller().account()).isEqualTo(first.caller().account());
    assertThat(again.newDevice()).isTrue();
  }

  @Test
  void anIdTokenThatProvesNothingIsRefused() {
    world.numbers.clear();
    assertRefused(SignInRefused.class, () -> world.signIn(world.request("forged", keys)));
  }

  @Test
  void aProofOfOtherKeysAnotherTokenOrAnotherAudienceIsRefusedBeforeTheProviderIsAsked() {
    world.numbers.put("token", "+491701234567");
    var idToken = new IdToken("token");
    var other = new DeviceKeys();
    byte[] proof = SignIn.proof(SessionWorld.AUDIENCE, idToken, keys.signingKey(), keys.sealingKey());
    List<Signature> wrong = List.of(other.sign(proof), keys.sign(new byte[0]),
        keys.sign(SignIn.proof("urn:culver:other", idToken, keys.signingKey(), keys.sealingKey())),
        keys.sign(SignIn.proof(SessionWorld.AUDIENCE, new IdToken("other"), keys.signingKey(), keys.sealingKey())),
        keys.sign(SignIn.proof(SessionWorld.AUDIENCE, idToken, keys.signingKey(), other.sealingKey())),
        new Signature(AccountStores.random(64)), new Signature(Bytes.of(new byte[64])));
    for (Signature signature : wrong) {
      assertRefused(SignInRefused.class,
          () -> world.signIn(new SignIn.Request(idToken, keys.signingKey(), keys.sealingKey(), signature)));
    }
    assertThat(world.asked).isZero();
  }

  @Test
  void theEleventhDeviceIsRefusedUntilOneIsRemoved() {
    SignIn.Result first = signIn();
    for (int i = 0; i < 9; i++) {
      world.signIn("+491701234567", new DeviceKeys());
    }
    assertThatThrownBy(() -> world.signIn("+491701234567", new DeviceKeys())).isInstanceOfSatisfying(
        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new TooManyDevices(10)));
    assertThat(signIn().newDevice()).isFalse();

    world.accounts.remove(first.caller().account(), first.caller().device());
    assertThat(world.signIn("+491701234567", new DeviceKeys()).newDevice()).isTrue();
  }

  @Test
  void twelveRacersShareTenPlaces() {
    List<DeviceKeys> racers = Stream.generate(DeviceKeys::new).limit(12).toList();
    List<Pending<Object>> racing = racers.stream().map(each -> Pending.<Object>start(() -> {
      try {
        return world.signIn("+491701234567", each);
      } catch (RefusedException e) {
        return e.refusal();
      }
    })).toList();
    List<Object> results = racing.stream().map(Pending::get).toList();

    assertThat(results.stream().filter(new TooManyDevices(10)::equals)).hasSize(2);
    List<SignIn.Result> signedIn = results.stream().filter(SignIn.Result.class::isInstance)
        .map(SignIn.Result.class::cast).toList();
    assertThat(signedIn).hasSize(10);
    assertThat(signedIn.stream().filter(SignIn.Result::newAccount)).hasSize(1);
    assertThat(signedIn.stream().map(result -> result.caller().account()).distinct()).hasSize(1);
    assertThat(world.devices.of(signedIn.getFirst().caller().account())).hasSize(10);
  }

  @Test
  void tabsOfOneNewDeviceThatSignInAtOnceAreOneDevice() {
    List<Pending<SignIn.Result>> racing = IntStream.range(0, 8).mapToObj(_ -> Pending.start(this::signIn)).toList();

    assertThat(racing.stream().map(Pending::get).map(result -> result.caller().device()).distinct()).hasSize(1);
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
    assertThat(held(result)).isPresent();
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
    assertThat(held(result)).isPresent();
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
    connect(result, "open");

    assertRefused(RefreshRefused.class, () -> renew(first));
    assertThat(held(result)).isEmpty();
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
      connect(result, "open" + presentedBefore);
      assertRefused(RefreshRefused.class, () -> world.renew(token, new DeviceKeys()));
      assertThat(held(result)).isEmpty();
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
    assertThat(held(result)).isEmpty();
  }

  @Test
  void anInventedTokenWithAWrongSignatureHurtsNobody() {
    SignIn.Result result = signIn();
    RefreshToken invented = RefreshToken.first(result.caller(), new SecureRandom());

    assertRefused(RefreshRefused.class, () -> world.renew(invented, new DeviceKeys()));
    assertThat(held(result)).isPresent();
    renew(result.tokens().refresh());
  }

  @Test
  void aTokenOfAnEndedSessionDoesNotHurtTheNextOne() {
    SignIn.Result first = signIn();
    SignIn.Result second = signIn();

    assertRefused(RefreshRefused.class, () -> renew(first.tokens().refresh()));
    assertThat(held(second)).isPresent();
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
