package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs read: each kind of line has the members that the README lists, and no others. */
class JsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Terminal terminal;
  private FakeCulver client;
  private ConversationId withBob;

  @BeforeEach
  void aConversationWithBob() {
    terminal = Terminal.signedIn(folder);
    client = terminal.client;
    client.name = Optional.of("Alice");
    client.handle = Optional.of("alice");
    withBob = client.conversation(client.person("BBBBBBBBBBBBBBBBBBBBBA", "Bob", "bob"));
  }

  @Test
  void everyLineIsOneObjectOfADocumentedKind() throws Exception {
    client.devices.add(new Device(FakeCulver.DEVICE, Optional.of("laptop"), FakeCulver.NOON, true));
    client.received(withBob, "hello\nworld");
    client.line(withBob, FakeCulver.SELF, new Content.Text("hi"), Message.State.SENT);
    client.onConnect = fake -> {
      var own = fake.histories.get(withBob).getLast();
      fake.tell(new Event.MessageChanged(FakeCulver.inState(own, Message.State.DELIVERED)));
      fake.tell(new Event.Typing(withBob, fake.conversations.get(withBob).other(FakeCulver.SELF), FakeCulver.NOON));
      fake.tell(new Event.Distrust("an entry twice"));
      fake.tell(new Event.CatchingUp(10_000));
      fake.tell(new Event.CaughtUp());
      fake.tell(new Event.SignedOut("removed"));
    };
    var lines = new ArrayList<JsonNode>();
    for (var command : List.of("profile", "devices", "find bob", "verify bob", "send bob hi", "listen")) {
      terminal.run(("--json " + command).split(" "));
      terminal.out().lines().forEach(line -> lines.add(parse(line)));
    }
    client.onConnect = fake -> {};
    for (var command : List.of("read", "read bob")) {
      terminal.run(("--json " + command).split(" "));
      terminal.out().lines().forEach(line -> lines.add(parse(line)));
    }
    var kinds = new TreeSet<String>();
    for (var line : lines) {
      var type = line.get("type").textValue();
      kinds.add(type);
      assertThat(members(line)).as(type).isSubsetOf(documented(type));
    }
    assertThat(kinds).containsExactly("account", "catching-up", "caught-up", "connection", "contact", "conversation",
        "device", "message", "state", "typing", "verification", "warning");
  }

  @Test
  void aMessageHasEverythingThatAProgramNeeds() {
    client.received(withBob, "hello\nworld");
    terminal.run("--json", "read", "bob");
    var message = parse(terminal.out().strip());
    assertThat(message.get("type").textValue()).isEqualTo("message");
    assertThat(message.get("kind").textValue()).isEqualTo("text");
    assertThat(message.get("text").textValue()).isEqualTo("hello\nworld");
    assertThat(message.get("with").textValue()).isEqualTo("BBBBBBBBBBBBBBBBBBBBBA");
    assertThat(message.get("state").textValue()).isEqualTo("received");
    assertThat(message.get("time").textValue()).isEqualTo("2026-11-23T12:01:00Z");
    assertThat(message.get("seq").longValue()).isEqualTo(1);
  }

  @Test
  void otherKindsOfLinesAreNamed() {
    client.line(withBob, FakeCulver.SELF, new Content.Created(List.of(FakeCulver.SELF)), Message.State.RECEIVED);
    client.line(withBob, FakeCulver.SELF, new Content.NotForThisDevice(), Message.State.RECEIVED);
    client.line(withBob, FakeCulver.SELF, new Content.Unsupported("poll"), Message.State.RECEIVED);
    client.line(withBob, FakeCulver.SELF, new Content.Refused("bad signature"), Message.State.RECEIVED);
    client.line(withBob, FakeCulver.SELF,
        new Content.DevicesChanged(FakeCulver.SELF, List.of(new DeviceId("EEEEEEEEEEEEEEEEEEEEEA")), List.of()),
        Message.State.RECEIVED);
    terminal.run("--json", "read", "bob");
    assertThat(terminal.out().lines().map(line -> parse(line).get("kind").textValue())).containsExactly("created",
        "not-for-this-device", "unsupported", "refused", "devices-changed");
  }

  @Test
  void failuresAreObjectsOnStandardError() {
    terminal.run("--json", "find", "@nobody");
    assertThat(terminal.out()).isEmpty();
    var error = parse(terminal.err().strip());
    assertThat(error.get("type").textValue()).isEqualTo("error");
    assertThat(error.get("exitCode").intValue()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(error.get("message").textValue()).contains("@nobody");
  }

  @Test
  void nothingInALineIsFitToHarmATerminal() {
    client.received(withBob, "\u001b]0;evil\u0007 \u009b31m \u202e \u007f Grüße");
    terminal.run("--json", "read", "bob");
    assertThat(terminal.out().strip()).matches("[\\x20-\\x7e]+");
    assertThat(parse(terminal.out()).get("text").textValue()).endsWith("Grüße");
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (Exception malformed) {
      throw new AssertionError(line, malformed);
    }
  }

  private static Set<String> members(JsonNode line) {
    var members = new TreeSet<String>();
    line.fieldNames().forEachRemaining(members::add);
    return members;
  }

  /** The members in the row of this kind in the README's table. */
  private static Set<String> documented(String type) throws Exception {
    var readme = Path.of(System.getProperty("culver.root"), "clients/java/cli/README.md");
    var row = Files.readAllLines(readme).stream().filter(line -> line.startsWith("| `" + type + "` |")).findFirst()
        .orElseThrow(() -> new AssertionError(type + " is not documented"));
    var members = new TreeSet<>(Set.of("type"));
    var matcher = Pattern.compile("`(\\w+)`").matcher(row.substring(row.indexOf('|', 2)));
    while (matcher.find()) {
      members.add(matcher.group(1));
    }
    return members;
  }
}
