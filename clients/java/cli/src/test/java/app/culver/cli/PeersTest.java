package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.CulverException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  private static final String BOB = "BBBBBBBBBBBBBBBBBBBBBA";
  private static final String OTHER_BOB = "CCCCCCCCCCCCCCCCCCCCCA";

  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void someoneIsSignedIn() {
    terminal = Terminal.signedIn(folder);
  }

  @Test
  void someoneIsFoundByHandlePhoneNumberAndId() {
    terminal.client.person(BOB, "Robert", "bob");
    for (var peer : new String[]{"@bob", "bob", "BOB", "+49 151 87654321", BOB}) {
      assertThat(terminal.run("find", peer)).isZero();
      assertThat(terminal.out()).contains(BOB, "Robert", "@bob");
    }
    assertThat(terminal.client.calls).contains("findByPhoneNumber +4915187654321");
  }

  @Test
  void aContactIsFoundByName() {
    terminal.client.conversation(terminal.client.person(BOB, "Robert O'Hara", null));
    assertThat(terminal.run("find", "robert o'hara")).isZero();
    assertThat(terminal.out()).contains(BOB);
  }

  @Test
  void nobodyIsExitCodeFive() {
    assertThat(terminal.run("find", "@nobody")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.run("find", "nobody here")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.err()).contains("nobody here");
  }

  @Test
  void aContactWhoTakesAnothersHandleAsANameDoesNotGetTheirMessages() {
    terminal.client.conversation(terminal.client.person(OTHER_BOB, "bob", null));
    terminal.client.person(BOB, "Robert", "bob");
    assertThat(terminal.run("send", "bob", "for Robert only")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.err()).contains("more than one", OTHER_BOB, "@bob");
    assertThat(terminal.client.calls).noneMatch(call -> call.startsWith("send"));
    assertThat(terminal.run("send", "@bob", "for Robert only")).isZero();
  }

  @Test
  void aNameIsNotTrustedWhileTheServerCannotSayWhoseHandleItIs() {
    terminal.client.conversation(terminal.client.person(OTHER_BOB, "bob", null));
    terminal.client.failure = Optional.of(new CulverException.Unreachable("no route", null));
    assertThat(terminal.run("send", "bob", "hello")).isEqualTo(ExitCode.NOT_REACHED);
    assertThat(terminal.err()).contains("account id");
  }

  @Test
  void aMessageToAKnownHandleCanBeWrittenWithoutTheServer() {
    terminal.client.conversation(terminal.client.person(BOB, "Robert", "bob"));
    terminal.client.offline = true;

    assertThat(terminal.run("send", "--no-wait", "@bob", "hello")).isZero();
    assertThat(terminal.client.calls).anyMatch(call -> call.startsWith("send"));
    assertThat(terminal.run("send", "--no-wait", "@somebody", "hello")).isEqualTo(ExitCode.NOT_REACHED);
  }

  @Test
  void readingOfflineAsksNobody() {
    terminal.client.received(terminal.client.conversation(terminal.client.person(BOB, "Robert", "bob")), "hello");
    terminal.client.offline = true;
    for (var peer : new String[]{"@bob", "bob", "Robert", BOB}) {
      assertThat(terminal.run("read", peer, "--offline")).as(peer).isZero();
      assertThat(terminal.out()).contains("hello");
    }
    assertThat(terminal.run("read", "@somebody", "--offline")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(terminal.client.calls).noneMatch(call -> call.startsWith("find"));
  }

  @Test
  void numbersThatCannotBeMeantAreRefused() {
    terminal.client.conversation(terminal.client.person(BOB, "Robert", "bob"));
    assertThat(terminal.run("read", "bob", "--limit", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("send", "bob", "hello", "--timeout", "-1")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void namesThatTwoPeopleShareAreToldApartOnTheScreen() {
    var robert = terminal.client.conversation(terminal.client.person(BOB, "Bob", "bob"));
    var other = terminal.client.conversation(terminal.client.person(OTHER_BOB, "bob", null));
    terminal.client.received(robert, "I am Robert");
    terminal.client.received(other, "I am not");
    terminal.run("read");
    assertThat(terminal.out()).contains("Bob (@bob)", "bob (CCCCCCCC…)");
  }

  @Test
  void nobodyCanPassForOneself() {
    var conversation = terminal.client.conversation(terminal.client.person(BOB, "You", null));
    terminal.client.received(conversation, "hello");
    terminal.run("read");
    assertThat(terminal.out()).contains("You (BBBBBBBB…)");
  }
}
