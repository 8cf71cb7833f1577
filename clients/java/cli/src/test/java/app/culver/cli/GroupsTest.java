package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Picture;
import app.culver.client.Reader;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {
  private static final String ID = "HHHHHHHHHHHHHHHHHHHHHA";

  @TempDir private Path folder;
  private Terminal terminal;
  private AccountId bob;
  private AccountId carol;
  private ConversationId boat;

  @BeforeEach
  void someoneIsSignedInAndHasAGroup() {
    terminal = Terminal.signedIn(folder);
    bob = terminal.client.person("BBBBBBBBBBBBBBBBBBBBBA", "Bob", "bob");
    carol = terminal.client.person("CCCCCCCCCCCCCCCCCCCCCA", "Carol", "carol");
    boat = terminal.client.group(ID, "The boat", bob, carol);
  }

  @Test
  void groupsAreCreatedAndTheirMembersChanged() {
    assertThat(terminal.run("group", "create", "Summer trip", "@bob", "@carol")).isZero();
    assertThat(terminal.out()).contains("Summer trip", "Bob", "invited", "owner");
    assertThat(terminal.run("group", "add", "the boat", "@carol", "--as", "admin")).isZero();
    assertThat(terminal.run("group", "remove", "The boat", "Carol")).isZero();
    assertThat(terminal.run("group", "role", ID.substring(0, 6), "bob", "owner")).isZero();
    assertThat(terminal.run("group", "title", "The boat", "The ship")).isZero();
    assertThat(terminal.run("group", "leave", "The boat", "--yes")).isZero();
    assertThat(terminal.client.calls).contains("createGroup Summer trip [" + bob + ", " + carol + "]",
        "addMembers " + ID + " [" + carol + "] ADMIN", "removeMembers " + ID + " [" + carol + "]",
        "setRole " + ID + " " + bob + " OWNER", "setTitle " + ID + " The ship", "leave " + ID);
  }

  @Test
  void aGroupGetsAPictureAndLosesItAgain(@TempDir Path folder) throws IOException {
    var png = Files.write(folder.resolve("boat"), new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1});
    assertThat(terminal.run("group", "picture", "The boat", png.toString())).isZero();
    assertThat(terminal.run("group", "picture", "The boat")).isZero();
    assertThat(terminal.client.calls).containsSubsequence("setTitle " + ID + " The boat with image/png",
        "setTitle " + ID + " The boat");
  }

  @Test
  void whatIsNoPictureIsRefused(@TempDir Path folder) throws IOException {
    var text = Files.writeString(folder.resolve("text"), "not a picture");
    var large = Files.write(folder.resolve("large"), Arrays.copyOf(new byte[]{(byte) 0xff, (byte) 0xd8, (byte) 0xff},
        Picture.MAX_BYTES + 1));
    for (var file : List.of(text, large, folder.resolve("none"))) {
      assertThat(terminal.run("group", "picture", "The boat", file.toString())).isEqualTo(ExitCode.USAGE);
    }
    assertThat(terminal.client.calls).noneMatch(call -> call.startsWith("setTitle"));
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(terminal.run("group", "role", "The boat", "bob", "captain")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("group", "members", "The plane")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.run("group")).isEqualTo(ExitCode.USAGE);
    terminal.client.group("IIIIIIIIIIIIIIIIIIIIIA", "the BOAT", bob);
    assertThat(terminal.run("group", "members", "The boat")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.err()).contains("more than one group", ID, "IIIIIIIIIIIIIIIIIIIIIA");
  }

  @Test
  void aGroupThatIsNamedAfterAPersonDoesNotGetTheirMessages() {
    terminal.client.group("IIIIIIIIIIIIIIIIIIIIIA", "Bob", carol);
    assertThat(terminal.run("send", "Bob", "for him alone")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.client.calls).noneMatch(call -> call.startsWith("send"));
  }

  @Test
  void oneWritesToAGroupByItsTitleAndReadsWhatHappenedInIt() {
    assertThat(terminal.run("send", "the boat", "hello all")).isZero();
    terminal.client.line(boat, bob, new Content.MembersAdded(List.of(carol)), Message.State.RECEIVED);
    terminal.client.line(boat, carol, new Content.Text("hi"), Message.State.RECEIVED);
    terminal.client.line(boat, bob, new Content.Titled("The ship", Optional.empty()), Message.State.RECEIVED);
    assertThat(terminal.run("read", "The boat")).isZero();
    assertThat(terminal.out()).contains("you: hello all", "Bob added Carol.", "Carol: hi",
        "Bob named the group \"The ship\".");
    assertThat(terminal.run("read", "The boat", "--json")).isZero();
    assertThat(terminal.out()).contains("\"group\":\"The boat\"", "\"kind\":\"members-added\"", "\"kind\":\"titled\"");
  }

  @Test
  void oneListensToAGroupAlone() {
    var talk = terminal.client.conversation(bob);
    terminal.client.received(boat, "in the group");
    terminal.client.received(talk, "to you alone");
    terminal.client.onConnect = fake -> fake.tell(new Event.SignedOut("removed"));
    assertThat(terminal.run("listen", "The boat")).isEqualTo(ExitCode.NOT_SIGNED_IN);
    assertThat(terminal.out()).contains("in the group").doesNotContain("to you alone");
  }

  @Test
  void membersAreShownToProgramsToo() {
    assertThat(terminal.run("group", "members", "The boat", "--json")).isZero();
    assertThat(terminal.out()).contains("\"type\":\"group\"", "\"role\":\"owner\"", "\"invited\":true");
  }

  @Test
  void oneSeesByWhomAnOwnMessageWasRead() {
    terminal.client.line(boat, FakeCulver.SELF, new Content.Text("Who drives?"), Message.State.READ);
    terminal.client.line(boat, bob, new Content.Text("Not me"), Message.State.RECEIVED);
    terminal.client.readers = List.of(new Reader(bob, Message.State.DELIVERED), new Reader(carol, Message.State.READ));
    assertThat(terminal.run("receipts", "The boat")).isZero();
    assertThat(terminal.out()).containsSubsequence("you to The boat: Who drives?", "read  Carol", "delivered  Bob");
    assertThat(terminal.client.calls).contains("readers 1");
    assertThat(terminal.run("receipts", "The boat", "--json")).isZero();
    assertThat(terminal.out()).contains("\"type\":\"receipts\"",
        "\"readers\":[{\"account\":\"" + bob + "\",\"state\":\"delivered\"}");
    assertThat(terminal.run("receipts", "The boat", "--back", "2")).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void peopleAreBlocked() {
    assertThat(terminal.run("block", "@bob")).isZero();
    assertThat(terminal.run("blocked")).isZero();
    assertThat(terminal.out()).contains("Bob");
    assertThat(terminal.run("unblock", "@bob")).isZero();
    assertThat(terminal.run("block", "me")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.client.calls).contains("block " + bob, "unblock " + bob);
  }

  @Test
  void aCommandThatConnectedTellsWhatWasReadAndSaysWhatStillWaits() {
    terminal.client.waiting = 2;
    assertThat(terminal.run("read")).isZero();
    assertThat(terminal.client.calls).containsSubsequence("connect", "flush", "close");
    assertThat(terminal.err()).contains("2 messages still wait");
  }
}
