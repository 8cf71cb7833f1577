package app.culver.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer and event of the contract's examples can be read. */
class ContractExamplesTest {
  private static final Path EXAMPLES = Path.of(System.getProperty("culver.root"), "contract", "examples");
  private static final Map<String, Function<ObjectNode, Object>> ANSWERS = Map.of("signIn", Tokens::read,
      "refreshSession", Tokens::read, "sync", Synced::read, "send", Sent::read, "lookUpDirectory",
      DirectoryAnswer::read, "openConversation", ConversationRecord::read, "getConversation", ConversationRecord::read,
      "createGroup", ConversationRecord::read, "listConversations",
      json -> Json.list(json, "conversations", ConversationRecord::read));
  private static final Map<String, Function<ObjectNode, Object>> EVENTS = Map.of("event-sent", Sent::read,
      "event-synced", Synced::read, "event-receipt", Synced.Receipt::read, "event-entry",
      json -> Entry.read(Json.child(json, "entry")), "event-signal", Signal::read, "event-error",
      json -> Problems.read(Json.child(json, "problem")));

  static Stream<Path> answers() throws IOException {
    return files(EXAMPLES.resolve("http"), ".response.json").filter(file -> ANSWERS.containsKey(folder(file)));
  }

  static Stream<Path> events() throws IOException {
    return files(EXAMPLES.resolve("socket"), ".json").filter(file -> EVENTS.containsKey(folder(file)));
  }

  static Stream<Path> problems() throws IOException {
    return files(EXAMPLES.resolve("problems"), ".json");
  }

  private static Stream<Path> files(Path folder, String ending) throws IOException {
    return Files.walk(folder).filter(file -> file.toString().endsWith(ending)).sorted();
  }

  private static String folder(Path file) {
    return file.getParent().getFileName().toString();
  }

  private static ObjectNode read(Path file) throws IOException {
    return Json.parse(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersAreRead(Path file) throws IOException {
    var json = read(file);
    assertThat(Json.has(json, "status") ? Problems.read(json) : ANSWERS.get(folder(file)).apply(json)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventsAreRead(Path file) throws IOException {
    var event = EVENTS.get(folder(file)).apply(read(file));
    assertThat(event).isNotNull().isNotInstanceOf(Entry.Malformed.class);
    if (!file.getFileName().toString().equals("group-mls.json")) {
      assertThat(event).isNotInstanceOf(Entry.Unknown.class);
    }
  }

  /** As a client that does not know of it shows it: a placeholder, and the cursor moves on. */
  @Test
  void envelopesOfAnotherSuiteAreNotKnown() throws IOException {
    assertThat(Entry.read(read(EXAMPLES.resolve("socket/event-entry/group-mls.json")).path("entry")))
        .isInstanceOf(Entry.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"group-created", "group-added", "group-removed", "group-role", "group-left"})
  void changesOfMembersAreWrittenAsTheyWereRead(String example) throws IOException {
    var json = read(EXAMPLES.resolve("socket/event-entry/" + example + ".json")).path("entry");
    assertThat(Entry.read(json)).isInstanceOfSatisfying(Entry.Changed.class,
        entry -> assertThat(ChangeJson.write(entry.change())).isEqualTo(json.get("membership")));
  }

  static Stream<Path> contents() throws IOException {
    return files(EXAMPLES.resolve("content"), ".json")
        .filter(file -> !file.toString().matches(".*(profile|device-name).*"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void contentsAreWrittenAsTheyWereRead(Path file) throws IOException {
    var json = read(file);
    assertThat(Json.parse(MessageContent.read(Files.readAllBytes(file)).write())).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void problemsHaveTypes(Path file) throws IOException {
    var problem = Problems.read(read(file));
    assertThat(problem.detail()).isNotEmpty();
    if (!problem.name().matches("malformed-json|unknown-action")) {
      assertThat(problem).isNotInstanceOf(Problem.Other.class);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsNotKnownIsIgnored(Path file) throws IOException {
    var json = read(file);
    json.putObject("newer").put("than", "this");
    assertThat(Json.has(json, "status") ? Problems.read(json) : ANSWERS.get(folder(file)).apply(json)).isNotNull();
  }
}
