package app.culver.aws;

import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.SignedAccessTokens;
import app.culver.aws.token.TestKey;
import app.culver.aws.token.VerificationKeys;
import app.culver.aws.wiring.Basis;
import app.culver.core.Bytes;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Head;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.memory.MemoryConnections;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.memory.MemoryTables;
import app.culver.core.memory.Samples;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.SigningKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The people of {@code contract/examples}, signed in as the events of {@code events/} have it, each device on the socket
 * that these name, and the conversation of Alice and Bob, all in memory.
 */
public final class Story {
  public static final Duration RETENTION = Duration.ofDays(30);
  private static final Instant CONNECTED = Instant.ofEpochMilli(1_792_833_690_000L);
  private static final JsonNode PEOPLE = read("contract/examples/people.json").path("people");

  /** What the clock shows; tests set it. */
  public Instant now = Instant.ofEpochMilli(1_792_833_720_000L);

  public final MemoryTables tables = new MemoryTables();
  public final MemoryDevices devices = new MemoryDevices(() -> now);
  public final MemoryConnections connections = new MemoryConnections();

  private final TestKey key = new TestKey();
  public final VerificationKeys keys = new VerificationKeys(List.of("key"), _ -> key.publicKey().getEncoded());
  public final AccessTokenVerifier verifier = new AccessTokenVerifier(keys, "urn:culver:local", () -> now);
  public final Authentication authentication = new Authentication(verifier);

  /** What functions stand on, in memory. */
  public final Basis basis = new Basis(keys, authentication, devices, devices, connections, () -> now, _ -> {});

  public final Device alicePhone = device(0, 0, "_AMZ7W7YI64xSDA5wnmcsA", "H1hR1ODT2iHVIX4=");
  public final Device aliceLaptop = device(0, 1, "2GF2XN0owIFibbalFWs8sw", "dQ8IvIe5LgsrGhQ=");
  public final Device bobPhone = device(1, 0, "fIzm0m6kFRCn8926RJvJ1g", "bOiDqIsNaUDOye4=");

  /** Somebody who comes to be in the group that the events create. */
  public final Device carolPhone = device(2, 0, "wC2kQyKx3kXhVYpU6xOe1Q", "cN5tKfYsLs0Hqvo=");

  /** Somebody who is in no conversation. */
  public final Device stranger = devices.put(Samples.connected(Samples.device(Samples.account(7), 7), "stranger", now));

  private Device device(int person, int number, String session, String connection) {
    JsonNode owner = PEOPLE.path(person);
    JsonNode device = owner.path("devices").path(number);
    return devices.put(new Device(new AccountId(owner.path("account").asText()),
        new DeviceId(device.path("device").asText()), new SigningKey(point(device.path("signingKey"))),
        new SealingKey(point(device.path("sealingKey"))), Optional.empty(), CONNECTED,
        Optional.of(new SessionId(session)), CONNECTED.plus(RETENTION),
        Optional.of(new Presence(new ConnectionId(connection), CONNECTED))));
  }

  private static Bytes point(JsonNode key) {
    return Bytes.of(Base64.getDecoder().decode(key.path("public").asText()));
  }

  /** The socket that the device listens on. */
  public static String socket(Device device) {
    return device.presence().orElseThrow().connection().value();
  }

  /** A fresh access token of the device. */
  public String token(Device device) {
    return new SignedAccessTokens(keys, key, "urn:culver:local")
        .issue(Samples.caller(device), now, now.plus(Duration.ofMinutes(15))).text();
  }

  /** Opens the direct conversation of two devices' accounts; its log has one entry. */
  public ConversationId open(Device one, Device other) {
    DirectConversation direct = new DirectConversation(one.account(), other.account());
    List<Member> members = direct.beginning().accounts().stream().map(account -> new Member(account, Role.MEMBER, 1))
        .toList();
    tables.create(new Conversation(direct.id(), ConversationKind.DIRECT, members, 1, now, one.account(),
        new Head(1, now)),
        new Entry.Membership(1, now, one.account(), one.id(), 0, direct.beginning(),
            Samples.sign(new byte[0])),
        now.plus(RETENTION));
    return direct.id();
  }

  /** Appends messages until the log has so many entries. */
  public void fill(ConversationId conversation, Device sender, int ciphertextBytes, long last) {
    for (long seq = tables.newest(conversation).orElseThrow().seq() + 1; seq <= last; seq++) {
      tables.append(conversation, new Entry.Message(seq, now, sender.account(), sender.id(), 1,
          Samples.envelope(Samples.message((int) seq), (int) seq, ciphertextBytes, List.of())), now.plus(RETENTION));
    }
  }

  /** A JSON file of the repository. */
  public static JsonNode read(String path) {
    try {
      return new ObjectMapper().readTree(Path.of(System.getProperty("culver.root"), path).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
