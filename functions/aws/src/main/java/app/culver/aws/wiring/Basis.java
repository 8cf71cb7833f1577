package app.culver.aws.wiring;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.VerificationKeys;
import app.culver.core.concurrent.Backoff;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** What every function stands on that knows who is calling and tells devices what happens. */
public record Basis(VerificationKeys keys, Authentication authentication, Devices devices, Presences presences,
    LiveConnections connections, InstantSource clock, Backoff backoff) {
  private static final byte[] EMPTY_FRAME = "{}".getBytes(StandardCharsets.UTF_8);

  /**
   * The adapters of AWS.
   *
   * @param environment with {@code ACCOUNTS_TABLE}, {@code SIGNING_KEYS}, {@code TOKEN_ISSUER} and {@code SOCKET_ENDPOINT}
   */
  public static Basis of(Environment environment, AwsClients clients, InstantSource clock) {
    var dynamo = clients.dynamoDb();
    String accounts = environment.required("ACCOUNTS_TABLE");
    var verification = Verification.of(environment, clients, clock);
    return new Basis(verification.keys(), new Authentication(verification.verifier()),
        new DynamoDevices(dynamo, accounts, clock), new DynamoPresences(dynamo, accounts, clock),
        new ManagementApi(clients.connections()), clock,
        // Seeded anew after a restore, so that no two instances wait in step.
        Backoff.fullJitter(new SecureRandom(), Duration.ofMillis(10), Duration.ofMillis(200)));
  }

  /** Posts to live connections, as usual. */
  public Delivery delivery() {
    return new Delivery(connections, presences, Delivery.Limits.USUAL);
  }

  /** Everything once, on what does not exist: classes are loaded, keys fetched, ways opened. */
  public void prime() {
    keys.all();
    devices.of(Nobody.ACCOUNT);
    connections.post(Nobody.CONNECTION, EMPTY_FRAME);
  }
}
