package app.culver.client.profile;

import app.culver.client.Contact;
import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.Verification;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Finding people, and making sure of them. */
final class Contacts {
  private static final Pattern HANDLE = Pattern.compile("[a-z][a-z0-9_]{2,29}");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final Parts parts;

  Contacts(Parts parts) {
    this.parts = parts;
  }

  CompletableFuture<Void> setHandle(String handle) {
    return parts.api.put("/v1/account/handle", Json.object().put("handle", checked(handle)));
  }

  CompletableFuture<Optional<Contact>> findByHandle(String handle) {
    return found(parts.api.get("/v1/handles/" + checked(handle), Contacts::account));
  }

  CompletableFuture<Optional<Contact>> findByPhoneNumber(String phoneNumber) {
    if (!E164.matcher(phoneNumber).matches()) {
      throw new CulverException.NotPossible(
          "a phone number is a plus sign, the country's code and the number, such as +4915112345678");
    }
    return found(parts.api.post("/v1/phone-numbers/lookup", Json.object().put("phoneNumber", phoneNumber),
        Contacts::account));
  }

  private static String checked(String handle) {
    var lower = handle.toLowerCase(Locale.ROOT);
    var bare = lower.startsWith("@") ? lower.substring(1) : lower;
    if (!HANDLE.matcher(bare).matches()) {
      throw new CulverException.NotPossible(
          "a handle has 3 to 30 letters, digits and _, the first one a letter, such as grace_hopper");
    }
    return bare;
  }

  private static AccountId account(ObjectNode body) {
    return Json.as(body, "account", AccountId::new);
  }

  private CompletableFuture<Optional<Contact>> found(CompletableFuture<AccountId> search) {
    var result = new CompletableFuture<Optional<Contact>>();
    parts.loop.when(search, account -> parts.loop.when(parts.profiles.refresh(account),
        done -> result.complete(Optional.of(parts.people.contact(account))), failure -> {
          // Found all the same; the names are as last seen.
          result.complete(Optional.of(parts.people.contact(account)));
        }), failure -> {
          if (isNotFound(failure)) {
            result.complete(Optional.empty());
          } else {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  CompletableFuture<Void> removeDevice(DeviceId device) {
    if (parts.session.required().device().equals(device)) {
      throw new CulverException.NotPossible("that is this device: log out instead");
    }
    var result = new CompletableFuture<Void>();
    parts.loop.when(parts.api.delete("/v1/devices/" + device), result::complete, failure -> {
      if (isNotFound(failure)) {
        // Removed already, perhaps by an attempt whose answer was lost.
        result.complete(null);
      } else {
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  private static boolean isNotFound(CulverException failure) {
    return failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.NotFound;
  }

  CompletableFuture<Verification> verification(AccountId account) {
    var self = parts.session.required().account();
    var result = new CompletableFuture<Verification>();
    parts.loop.when(parts.directory.refresh(List.of(self, account).stream().distinct().toList()),
        done -> result.complete(known(self, account)), failure -> {
          if (failure instanceof CulverException.Unreachable && parts.people.hasDevicesOf(account)
              && parts.people.hasDevicesOf(self)) {
            result.complete(known(self, account));
          } else {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  private Verification known(AccountId self, AccountId account) {
    return new Verification(account, parts.people.safetyNumber(self, account), parts.people.isVerified(account));
  }

  void markVerified(AccountId account, String safetyNumber) {
    var self = parts.session.required().account();
    var compared = safetyNumber.replaceAll("\\s", "");
    if (!parts.people.hasDevicesOf(account) || !parts.people.safetyNumber(self, account).equals(compared)) {
      throw new CulverException.NotPossible("that is not the safety number: look at it again, and compare anew");
    }
    parts.people.markVerified(account, Optional.of(compared));
  }
}
