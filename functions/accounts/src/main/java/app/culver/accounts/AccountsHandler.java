package app.culver.accounts;

import app.culver.accounts.Answers.DirectoryListing;
import app.culver.accounts.Answers.FoundAccount;
import app.culver.accounts.Answers.OthersAccount;
import app.culver.accounts.Answers.OwnAccount;
import app.culver.accounts.Answers.OwnDevices;
import app.culver.aws.connections.Undelivered;
import app.culver.aws.gateway.Gateway;
import app.culver.aws.gateway.HttpAnswer;
import app.culver.aws.gateway.HttpRequest;
import app.culver.aws.gateway.HttpRoutes;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Priming;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.account.PhoneNumber;
import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.refusal.Refusal.NotFound;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Accounts and their devices. Every route checks the caller's session beside its first read, or before its first write. */
public final class AccountsHandler implements RequestStreamHandler {
  private final Ports ports;
  private final Priming priming;
  private final Gateway gateway = Gateway.of(new HttpRoutes().on("GET /v1/account", this::ownAccount)
      .on("DELETE /v1/account", this::deleteAccount)
      .on("PUT /v1/account/profile", this::setProfile).on("PUT /v1/account/handle", this::setHandle)
      .on("DELETE /v1/account/handle", this::removeHandle).on("GET /v1/accounts/{account}", this::account)
      .on("GET /v1/handles/{handle}", this::byHandle).on("POST /v1/phone-numbers/lookup", this::byPhoneNumber)
      .on("GET /v1/devices", this::ownDevices).on("PUT /v1/devices/{device}/name", this::nameDevice)
      .on("DELETE /v1/devices/{device}", this::removeDevice)
      .on("PUT /v1/devices/current/push-token", this::setPushToken)
      .on("DELETE /v1/devices/current/push-token", this::removePushToken)
      .on("POST /v1/directory", this::directory));

  /** @throws IllegalStateException if the environment lacks something */
  public AccountsHandler() {
    this(Environment.ofProcess());
  }

  private AccountsHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment), Clocks.clock()));
  }

  AccountsHandler(Ports ports) {
    this.ports = ports;
    this.priming = Priming.register(() -> {
      ports.prime();
      gateway.rehearse("GET /v1/account");
    });
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    gateway.handle(in, out, context);
  }

  private HttpAnswer ownAccount(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    return HttpAnswer.ok(OwnAccount.of(found(beside(caller, () -> ports.accounts().find(caller.account())))));
  }

  private HttpAnswer deleteAccount(HttpRequest request) {
    ports.deletion().delete(ports.basis().authentication().caller(request));
    return HttpAnswer.noContent();
  }

  private HttpAnswer account(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    AccountId account = request.path("account", AccountId::new);
    return HttpAnswer.ok(OthersAccount.of(found(beside(caller, () -> ports.accounts().find(account)))));
  }

  private HttpAnswer setProfile(HttpRequest request) {
    Caller caller = checked(request);
    ports.changes().writeProfile(caller.account(), request.body(ProfileRequest.class).profile());
    return HttpAnswer.noContent();
  }

  private HttpAnswer setHandle(HttpRequest request) {
    Caller caller = checked(request);
    ports.changes().claim(caller.account(), request.body(HandleRequest.class).handle());
    return HttpAnswer.noContent();
  }

  private HttpAnswer removeHandle(HttpRequest request) {
    ports.changes().release(checked(request).account());
    return HttpAnswer.noContent();
  }

  private HttpAnswer byHandle(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    Handle handle = request.path("handle", Handle::new);
    return HttpAnswer.ok(new FoundAccount(found(beside(caller, () -> ports.accounts().byHandle(handle)))));
  }

  private HttpAnswer byPhoneNumber(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    PhoneNumber number = request.body(PhoneNumberRequest.class).phoneNumber();
    return HttpAnswer.ok(new FoundAccount(found(beside(caller,
        () -> ports.accounts().byPhone(PhoneMac.of(number, ports.macKey()))))));
  }

  private HttpAnswer ownDevices(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    List<Device> own = ports.basis().devices().of(caller.account());
    OwnDevice.in(own, caller);
    return HttpAnswer.ok(OwnDevices.of(own, caller.device()));
  }

  private HttpAnswer nameDevice(HttpRequest request) {
    Caller caller = checked(request);
    DeviceId device = request.path("device", DeviceId::new);
    if (!ports.rows().rename(caller.account(), device, request.body(DeviceNameRequest.class).name())) {
      throw new NotFound().exception();
    }
    return HttpAnswer.noContent();
  }

  private HttpAnswer removeDevice(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    DeviceId device = request.path("device", DeviceId::new);
    List<Device> own = ports.basis().devices().of(caller.account());
    OwnDevice.in(own, caller);
    Undelivered.note(request.invocation().log(), ports.removal().remove(caller.account(), device, own));
    return HttpAnswer.noContent();
  }

  private HttpAnswer setPushToken(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    ports.pushTokens().set(caller, request.body(PushTokenRequest.class).target());
    return HttpAnswer.noContent();
  }

  private HttpAnswer removePushToken(HttpRequest request) {
    ports.pushTokens().remove(ports.basis().authentication().caller(request));
    return HttpAnswer.noContent();
  }

  private HttpAnswer directory(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    List<AccountId> accounts = request.body(DirectoryRequest.class).accounts();
    return HttpAnswer.ok(DirectoryListing.of(beside(caller, () -> ports.directory().of(accounts))));
  }

  /** The caller, whose session has been checked: for what is to write next. */
  private Caller checked(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    OwnDevice.in(ports.basis().devices().of(caller.account()), caller);
    return caller;
  }

  /** What is read, unless the caller's session has ended, which is found out meanwhile. */
  private <T> T beside(Caller caller, Supplier<T> read) {
    Pending<List<Device>> own = Pending.start(() -> ports.basis().devices().of(caller.account()));
    T result = read.get();
    OwnDevice.in(own.get(), caller);
    return result;
  }

  private static <T> T found(Optional<T> found) {
    return found.orElseThrow(() -> new NotFound().exception());
  }
}
