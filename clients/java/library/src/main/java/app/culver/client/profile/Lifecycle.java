package app.culver.client.profile;

import app.culver.client.ConnectionState;
import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.SignedIn;
import app.culver.client.crypto.DeviceKeyStore;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.UndecryptableException;
import app.culver.client.store.Batch;
import app.culver.client.wire.Json;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Signing in, logging out, and what becomes of the profile's files then. */
final class Lifecycle {
  private static final String PROFILE = "profile";

  /** A long list is deleted in pieces, a thousand conversations each. */
  private static final int MOST_ATTEMPTS = 12;

  private final DeviceKeyStore keyStore;
  private final SecureRandom random;
  private final String issuer;
  private Parts parts;

  Lifecycle(DeviceKeyStore keyStore, SecureRandom random, String issuer) {
    this.keyStore = keyStore;
    this.random = random;
    this.issuer = issuer;
  }

  /** The keys of this profile's device, if it has some. */
  Optional<DeviceKeys> keys() {
    try {
      return keyStore.load();
    } catch (IOException failed) {
      throw new CulverException.ProfileUnusable("the device's keys cannot be read", failed);
    } catch (UndecryptableException refused) {
      throw new CulverException.ProfileUnusable("the device's keys belong to another storage key, or were changed",
          refused);
    }
  }

  /** Checks that the profile belongs to this deployment, or makes it so. */
  void open(Parts opened) {
    parts = opened;
    var known = parts.store.get(PROFILE).map(json -> Json.text(json, "issuer"));
    if (known.isEmpty()) {
      parts.store.write(new Batch().put(PROFILE, Json.object().put("issuer", issuer)));
    } else if (!known.get().equals(issuer)) {
      throw new CulverException.ProfileUnusable(
          "the profile belongs to " + known.get() + ", and the settings name " + issuer, null);
    }
  }

  Optional<SignedIn> signedIn() {
    return parts.session.identity().map(self -> new SignedIn(self.account(), self.device(), false, false));
  }

  CompletableFuture<SignedIn> signIn(String idToken, Optional<String> deviceName) {
    if (parts.session.identity().isPresent()) {
      throw new CulverException.NotPossible("someone is signed in to this profile: log out first, or use another one");
    }
    var keys = keys().orElseGet(this::newKeys);
    return parts.signIn.with(idToken, keys, this::welcome).thenApply(signedIn -> {
      if (signedIn.newAccount()) {
        parts.profiles.newKey();
      }
      if (deviceName.isPresent()) {
        parts.self.wantDeviceName(deviceName);
      }
      parts.profiles.complete();
      return signedIn;
    });
  }

  /** Stored before they are used: whoever loses the answer comes back with the same ones. */
  private DeviceKeys newKeys() {
    var keys = DeviceKeys.generate(random);
    try {
      keyStore.save(keys);
    } catch (IOException failed) {
      throw new CulverException.ProfileUnusable("the device's keys cannot be written", failed);
    }
    return keys;
  }

  private void welcome(SignedIn signedIn, Batch batch) {
    var owner = parts.self.account();
    if (owner.isPresent() && !owner.get().equals(signedIn.account())) {
      throw new CulverException.NotPossible(
          "this profile has the messages of another account: use another profile, or forget this one first");
    }
    if (!parts.self.device().equals(Optional.of(signedIn.device()))) {
      parts.outbox.deviceChanged(batch);
    }
    parts.self.signedIn(signedIn.account(), signedIn.device(), batch);
  }

  CompletableFuture<Void> logout() {
    return end(() -> parts.api.delete("/v1/sessions/current"), Lifecycle::isOver);
  }

  CompletableFuture<Void> deleteAccount() {
    return end(() -> parts.api.deleteForGood("/v1/account", MOST_ATTEMPTS), failure -> false);
  }

  /** Ends the session at the server, and then removes everything here. @param over which failures say that it has ended */
  private CompletableFuture<Void> end(Supplier<CompletableFuture<Void>> call, Predicate<CulverException> over) {
    parts.session.required();
    var result = new CompletableFuture<Void>();
    var before = parts.socket.state();
    var left = parts.session.generation();
    // The server would close it, and a connection that is lost is opened again.
    parts.socket.close(ConnectionState.OFF);
    parts.loop.when(call.get(), done -> {
      left(left);
      result.complete(null);
    }, failure -> {
      if (over.test(failure)) {
        left(left);
        result.complete(null);
      } else {
        if (before != ConnectionState.OFF && before != ConnectionState.REPLACED) {
          parts.socket.open();
        }
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  /** Removes what a session leaves, unless another one has begun meanwhile. */
  private void left(int generation) {
    if (generation == parts.session.generation()) {
      forget();
    }
  }

  /** Whether there is no session that could be ended. */
  private static boolean isOver(CulverException failure) {
    return failure instanceof CulverException.SignedOut
        || failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.RefreshRefused;
  }

  /** Removes everything. The keys go first: without them, what a crash leaves of the rest is of no use. */
  void forget() {
    parts.stop(ConnectionState.OFF);
    try {
      keyStore.delete();
    } catch (IOException failed) {
      throw new CulverException.ProfileUnusable("the device's keys cannot be removed", failed);
    }
    parts.session.forget();
    parts.store.erase();
    parts.history.erased();
    parts.uploads.tidy(List.of());
    open(parts);
  }
}
