package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Reference;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, and what is done to messages. */
class AmendsTest {
  @TempDir private Path folder;
  private Terminal terminal;
  private FakeCulver client;
  private AccountId bob;
  private ConversationId withBob;

  @BeforeEach
  void aConversationWithBob() {
    terminal = Terminal.signedIn(folder);
    client = terminal.client;
    bob = client.person("BBBBBBBBBBBBBBBBBBBBBA", "Bob", "bob");
    withBob = client.conversation(bob);
  }

  private Message bobs(Content content) {
    return client.line(withBob, bob, content, Message.State.RECEIVED);
  }

  private Message own(Content content) {
    return client.line(withBob, FakeCulver.SELF, content, Message.State.READ);
  }

  private static Content.Media files(String... names) {
    return new Content.Media(List.of(names).stream().map(Path::of).map(FakeCulver::file).toList(), "From the trip",
        Optional.empty(), Optional.empty(), false);
  }

  @Test
  void filesAreSentWithOrWithoutAText() throws IOException {
    var photo = Files.writeString(folder.resolve("photo.jpg"), "x").toString();
    assertThat(terminal.run("send", "bob", "--file", photo, "--file", photo, "From", "the", "trip")).isZero();
    assertThat(client.calls).containsSubsequence("sendFiles [photo.jpg, photo.jpg] From the trip", "await SENT 60");
    assertThat(terminal.run("send", "bob", "--file", photo)).isZero();
    assertThat(client.calls).contains("sendFiles [photo.jpg] ");
    assertThat(terminal.run("send", "bob", "--file", photo, "--unchanged")).isZero();
    assertThat(client.calls).contains("sendFilesUnchanged [photo.jpg] ");
  }

  @Test
  void theNewestFilesAreSavedAndReplaceNothing() throws IOException {
    bobs(files("map.txt"));
    bobs(files("photo", "../../etc/passwd"));
    bobs(new Content.Text("Do you like them?"));
    var into = Files.createDirectory(folder.resolve("into"));
    Files.writeString(into.resolve("map.txt"), "mine");

    assertThat(terminal.run("save", "bob", "--to", into.toString())).isZero();
    assertThat(client.calls).containsSubsequence("save 0 photo", "save 1 passwd");
    assertThat(terminal.out()).contains(into.resolve("passwd").toString());
    assertThat(terminal.run("save", "bob", "--back", "2", "--to", into.toString())).isZero();
    assertThat(client.calls).contains("save 0 map-2.txt");
    assertThat(terminal.run("save", "bob", "--back", "3")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.run("save", "bob", "--to", folder.resolve("nowhere").toString())).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theNewestMessageOfTheOtherOneIsAnsweredAndReactedTo() {
    bobs(new Content.Text("first"));
    bobs(new Content.Text("second"));
    own(new Content.Text("mine"));

    assertThat(terminal.run("reply", "bob", "Of", "course")).isZero();
    assertThat(terminal.run("react", "bob", "👍")).isZero();
    assertThat(terminal.run("react", "bob", "--back", "2")).isZero();

    assertThat(client.calls).containsSubsequence("reply second: Of course", "react second: 👍", "react first: none");
  }

  @Test
  void onesOwnNewestMessageIsChangedAndTakenBack() {
    own(new Content.Text("first"));
    own(new Content.Text("second"));
    own(new Content.Removed());
    bobs(new Content.Text("his"));

    assertThat(terminal.run("edit", "bob", "Five o'clock")).isZero();
    assertThat(terminal.run("delete", "bob", "--back", "2")).isZero();
    assertThat(terminal.run("delete", "bob", "--back", "3")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.run("delete", "bob", "--back", "0")).isEqualTo(ExitCode.USAGE);

    assertThat(client.calls).containsSubsequence("edit second: Five o'clock", "delete first");
  }

  @ParameterizedTest
  @CsvSource({"30s,PT30S", "10m,PT10M", "8h,PT8H", "7d,PT168H", "off,none"})
  void lifetimesAreWrittenInUnits(String time, String set) {
    assertThat(terminal.run("lifetime", "bob", time)).isZero();
    assertThat(client.calls).contains("setLifetime " + set);
  }

  @Test
  void aLifetimeIsShownAndNonsenseRefused() {
    assertThat(terminal.run("lifetime", "bob")).isZero();
    assertThat(terminal.out()).contains("for 8 hours");
    assertThat(terminal.run("lifetime", "bob", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("lifetime", "bob", "0s")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void everythingThatIsDoneIsSaidInALine() {
    var hello = bobs(new Content.Text("Hello"));
    var to = Reference.to(hello);
    own(new Content.Text("Hi", Optional.of(to), Optional.empty(), true));
    own(new Content.Reacted(to, Optional.of("👍\u001b[2J")));
    own(new Content.Reacted(to, Optional.empty()));
    bobs(files("notes.txt"));
    bobs(new Content.Edited(to, "Hello there"));
    bobs(new Content.Deleted(to));
    bobs(new Content.Removed());
    bobs(new Content.LifetimeSet(Optional.of(Duration.ofDays(7))));
    bobs(new Content.LifetimeSet(Optional.empty()));

    assertThat(terminal.run("read", "bob")).isZero();

    assertThat(terminal.out()).contains("you: [to \"Hello\"] Hi (edited)", "You reacted 👍␛[2J to \"Hello\".",
        "You took back the reaction to \"Hello\".", "Bob: [notes.txt, 20 kB] From the trip",
        "Bob changed a message: Hello there", "Bob deleted a message.", "Bob: (deleted)",
        "Bob decided: messages live for 7 days from now on.", "Bob decided: messages live for good from now on.");
  }

  @Test
  void whatIsDoneToMessagesIsNotTakenForWhatIsUnread() {
    var unread = client.received(withBob, "unread");
    bobs(new Content.Reacted(Reference.to(unread), Optional.of("👍")));
    bobs(new Content.Edited(Reference.to(unread), "changed"));

    assertThat(terminal.run("read", "bob", "--limit", "1")).isZero();

    assertThat(terminal.out()).contains("Bob: unread", "Bob reacted");
  }

  @Test
  void programsGetItInMembers() {
    var hello = bobs(new Content.Text("Hello"));
    bobs(new Content.Text("Hi", Optional.of(Reference.to(hello)), Optional.of(Duration.ofHours(1)), true));
    bobs(files("notes.txt"));
    bobs(new Content.Reacted(Reference.to(hello), Optional.of("👍")));
    bobs(new Content.LifetimeSet(Optional.of(Duration.ofDays(7))));

    assertThat(terminal.run("--json", "read", "bob")).isZero();

    var id = hello.id().orElseThrow();
    assertThat(terminal.out()).contains("\"message\":\"" + id + "\"}", "\"lifetime\":3600,\"edited\":true",
        "\"files\":[{\"name\":\"notes.txt\",\"type\":\"text/plain\",\"size\":20000}]",
        "\"kind\":\"reaction\"", "\"emoji\":\"\\uD83D\\uDC4D\"", "\"kind\":\"lifetime\",\"seconds\":604800");
  }

  @Test
  void whatOthersDoToAMessageDoesNotTellItsStateAgain() {
    var mine = own(new Content.Text("mine"));
    client.onConnect = fake -> {
      fake.tell(new Event.MessageChanged(mine));
      fake.tell(new Event.MessageChanged(mine));
    };

    assertThat(terminal.type("").run("chat", "bob")).isZero();

    assertThat(terminal.out().split("read\\R", -1)).hasSizeLessThanOrEqualTo(3);
  }
}
