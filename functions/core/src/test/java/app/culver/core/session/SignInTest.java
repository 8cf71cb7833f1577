package app.culver.core.session;

import static app.culver.core.session.SessionWorld.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.Bytes;
import app.culver.core.account.AccountStores;
import app.culver.core.concurrent.Pending;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.refusal.Refusal.SignInRefused;
import app.culver.core.refusal.Refusal.TooManyDevices;
import app.culver.core.refusal.RefusedException;
import app.culver.core.signature.Signature;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signing in, with everything around it in memory. */
class SignInTest {
  private final SessionWorld world = new SessionWorld();
  private final DeviceKeys keys = new DeviceKeys();

  private SignIn.Result signIn() {
    return world.signIn("+491701234567", keys);
  }

  @Test
  void theFirstSignInCreatesTheAccountAndTheDevice() {
    SignIn.Result result = signIn();
    assertThat(result.newAccount()).isTrue();
    assertThat(result.newDevice()).isTrue();
    assertThat(world.held(result).orElseThrow().device().signingKey()).isEqualTo(keys.signingKey());
    assertThat(result.tokens().access().expires()).isEqualTo(world.now.plus(Duration.ofMinutes(15)));
    assertThat(result.tokens().refreshExpires()).isEqualTo(world.now.plus(Duration.ofDays(30)));
  }

  @Test
  void theSameKeysAgainAreTheSameDeviceWithANewSession() {
    SignIn.Result first = signIn();
    world.connect(first, "old");
    SignIn.Result again = signIn();

    assertThat(again.caller().device()).isEqualTo(first.caller().device());
    assertThat(again.newAccount()).isFalse();
    assertThat(again.newDevice()).isFalse();
    assertThat(world.held(first)).isEmpty();
    assertThat(world.held(again)).isPresent();
    assertThat(world.connections.closed("old")).isTrue();
  }

  @Test
  void otherKeysAreAnotherDeviceWhichTheOthersHearOf() {
    SignIn.Result first = signIn();
    world.connect(first, "first");
    SignIn.Result second = world.signIn("+491701234567", new DeviceKeys());

    assertThat(second.caller().account()).isEqualTo(first.caller().account());
    assertThat(second.newAccount()).isFalse();
    assertThat(second.newDevice()).isTrue();
    assertThat(world.connections.frames("first")).containsExactly("DevicesChanged " + first.caller().account());
    assertThat(world.held(first)).isPresent();
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
  void aNumberThatWasProvenBeforeADeviceWasRemovedSignsNobodyIn() {
    SignIn.Request caught = world.request("caught", keys);
    world.numbers.put("caught", "+491701234567");
    world.proven.put("caught", world.now);
    SignIn.Result first = world.signIn(caught);
    assertThat(world.signIn(caught).caller().device()).isEqualTo(first.caller().device());
    world.now = world.now.plusSeconds(1);
    world.accounts.remove(first.caller().account(), first.caller().device());

    assertRefused(SignInRefused.class, () -> world.signIn(caught));
    assertThat(world.devices.of(first.caller().account())).isEmpty();
    assertThat(signIn().newDevice()).isTrue();
  }

  @Test
  void theNumberOfADeletedAccountBeginsANewOne() {
    SignIn.Result first = signIn();
    world.delete(first);

    SignIn.Result again = signIn();
    assertThat(again.newAccount()).isTrue();
    assertThat(again.caller().account()).isNotEqualTo(first.caller().account());
    assertThat(world.devices.of(first.caller().account())).isEmpty();
  }

  @Test
  void whoSignsInWhileTheAccountIsDeletedGetsANewOneOrKeepsTheWholeOldOne() {
    for (int i = 0; i < 50; i++) {
      SignIn.Result first = signIn();
      Pending<Boolean> deleted = Pending.start(() -> world.delete(first));
      SignIn.Result second = Pending.start(() -> world.signIn("+491701234567", new DeviceKeys())).get();

      if (deleted.get()) {
        assertThat(world.accounts.find(first.caller().account())).isEmpty();
        assertThat(world.devices.of(first.caller().account())).isEmpty();
      } else {
        assertThat(second.caller().account()).isEqualTo(first.caller().account());
      }
      assertThat(world.accounts.find(second.caller())).isPresent();
      world.accounts.remove(second.caller().account(), second.caller().device());
    }
  }

  @Test
  void whoFindsAnAccountThatIsGoneAMomentLaterLooksAgain() {
    SignIn.Result first = signIn();
    world.beforeHistory = () -> world.delete(first);

    assertThat(signIn().newAccount()).isTrue();
    assertThat(world.devices.of(first.caller().account())).isEmpty();
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

}
