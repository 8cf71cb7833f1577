package app.culver.aws;

import app.culver.aws.dynamo.DynamoRegistrations;
import app.culver.aws.kms.KmsPublicKeys;
import app.culver.aws.kms.KmsSigner;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.SignedAccessTokens;
import app.culver.aws.token.VerificationKeys;
import app.culver.core.account.AccountStores;
import app.culver.core.account.PhoneMac;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Ids;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.session.NewDevice;
import app.culver.core.session.NewSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A device that has signed in, with its keys and its access token. */
public record SignedIn(LocalAws aws, Caller caller, DeviceKeys keys, String token) {
  private static final String FUNCTION = "SessionsFunction";
  private static final Ids IDS = new Ids(new SecureRandom());
  private static final Duration LIFE = Duration.ofDays(30);

  /** The first device of a new account. */
  public static SignedIn newAccount(LocalAws aws) {
    return newAccount(aws, AccountStores.phone());
  }

  public static SignedIn newAccount(LocalAws aws, PhoneMac phone) {
    DeviceKeys keys = new DeviceKeys();
    NewDevice device = device(aws, IDS.account(), keys);
    registrations(aws).create(phone, device);
    return of(aws, device, keys);
  }

  /** Another device of the account. */
  public SignedIn anotherDevice() {
    DeviceKeys others = new DeviceKeys();
    NewDevice device = device(aws, caller.account(), others);
    registrations(aws).add(device, registrations(aws).history(caller.account()).orElseThrow());
    return of(aws, device, others);
  }

  public AccountId account() {
    return caller.account();
  }

  public DeviceId device() {
    return caller.device();
  }

  /** Listens on a socket from now on. */
  public SignedIn connected(String connection) {
    aws.dynamo()
        .updateItem(update -> update.tableName(aws.table("AccountsTable")).key(key())
            .updateExpression("set #connection = :connection, connectedAt = :at")
            .expressionAttributeNames(Map.of("#connection", "connection")).expressionAttributeValues(
                Map.of(":connection", AttributeValue.fromS(connection), ":at", AttributeValue.fromN("1"))));
    return this;
  }

  /** The device's row as it is stored; empty if it is gone. */
  public Map<String, AttributeValue> row() {
    return aws.dynamo().getItem(get -> get.tableName(aws.table("AccountsTable")).key(key()).consistentRead(true))
        .item();
  }

  private Map<String, AttributeValue> key() {
    return Map.of("account", AttributeValue.fromS(account().value()), "item",
        AttributeValue.fromS("device#" + device().value()));
  }

  private static NewDevice device(LocalAws aws, AccountId account, DeviceKeys keys) {
    var session = new NewSession(IDS.session(), aws.instant(), AccountStores.random(32), aws.instant().plus(LIFE));
    return new NewDevice(account, IDS.device(), keys.signingKey(), keys.sealingKey(), session);
  }

  private static SignedIn of(LocalAws aws, NewDevice device, DeviceKeys keys) {
    Environment environment = aws.environment(FUNCTION);
    List<String> signingKeys = environment.list("SIGNING_KEYS");
    var tokens = new SignedAccessTokens(new VerificationKeys(signingKeys, new KmsPublicKeys(aws.kms())),
        new KmsSigner(aws.kms(), signingKeys.getFirst()), environment.required("TOKEN_ISSUER"));
    Caller caller = AccountStores.caller(device);
    return new SignedIn(aws, caller, keys,
        tokens.issue(caller, aws.instant(), aws.instant().plus(Duration.ofMinutes(15))).text());
  }

  private static DynamoRegistrations registrations(LocalAws aws) {
    return new DynamoRegistrations(aws.dynamo(), aws.table("AccountsTable"), aws.table("IdentifiersTable"), aws);
  }
}
