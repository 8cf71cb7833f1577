package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.ConnectionState;
import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final String BOB = "BBBBBBBBBBBBBBBBBBBBBA";

  @TempDir private Path folder;
  private Terminal terminal;
  private FakeCulver client;
  private AccountId bob;
  private ConversationId withBob;

  @BeforeEach
  void aConversationWithBob() {
    terminal = Terminal.signedIn(folder);
    client = terminal.client;
    bob = client.person(BOB, "Bob", "bob");
    withBob = client.conversation(bob);
  }

  @Test
  void sendWaitsUntilTheServerHasIt() {
    assertThat(terminal.run("send", "bob", "Are", "you", "there?")).isZero();
    assertThat(client.calls).containsSubsequence("send Are you there?", "await SENT 60", "close");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void sendReadsStandardInput() {
    assertThat(terminal.type("one\ntwo\n").run("send", "bob")).isZero();
    assertThat(client.calls).contains("send one\ntwo");
    assertThat(terminal.type("three").run("send", "bob", "-")).isZero();
    assertThat(client.calls).contains("send three");
    assertThat(terminal.type("").run("send", "bob")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void sendMayLeaveItToTheOutbox() {
    assertThat(terminal.run("send", "--no-wait", "bob", "later")).isZero();
    assertThat(client.calls).contains("send later").noneMatch(call -> call.startsWith("await"));
  }

  @Test
  void sendTellsARefusalByItsExitCode() {
    client.sendsEndAs = Message.State.FAILED;
    assertThat(terminal.run("send", "bob", "hello")).isEqualTo(ExitCode.REFUSED);
    assertThat(terminal.err()).contains("the other one has no device");
  }

  @Test
  void sendTellsWhatBecameOfTheMessageThatWasNotInTime() {
    client.failure = Optional.of(new CulverException.TimedOut(Duration.ofSeconds(60)));
    assertThat(terminal.run("send", "@bob", "hello")).isEqualTo(ExitCode.NOT_IN_TIME);
    assertThat(terminal.err()).contains("outbox");
  }

  @Test
  void readFetchesThenShowsAConversationAndMarksItAsRead() {
    client.onConnect = fake -> fake.received(withBob, "new");
    client.line(withBob, FakeCulver.SELF, new Content.Text("old"), Message.State.READ);
    assertThat(terminal.run("read", "bob")).isZero();
    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
        12:01 you: old  (read)
        12:02 Bob: new
        """);
    assertThat(client.calls).containsSubsequence("connect", "markRead 2", "close");
  }

  @Test
  void readShowsEverythingThatIsUnreadAndAsManyLinesAsAsked() {
    for (var i = 1; i <= 250; i++) {
      client.received(withBob, "line " + i);
    }
    terminal.run("read", "bob", "--limit", "1");
    assertThat(terminal.out().lines()).hasSize(250);
  }

  @Test
  void readShowsWhatIsHereIfTheServerIsNot() {
    client.received(withBob, "hello");
    client.onConnect = fake -> fake
        .tell(
            new Event.Connection(ConnectionState.WAITING, Optional.of(Duration.ofSeconds(1)), Optional.of("refused")));
    assertThat(terminal.run("read", "bob")).isEqualTo(ExitCode.NOT_REACHED);
    assertThat(terminal.out()).contains("Bob: hello");
    assertThat(terminal.run("read", "bob", "--offline")).isZero();
  }

  @Test
  void readWithoutAPersonListsTheConversations() {
    client.received(withBob, "hello\nworld");
    assertThat(terminal.run("read")).isZero();
    assertThat(terminal.out()).contains("Bob  1 unread  2026-11-23 12:01  hello world");
  }

  @Test
  void listenBeginsWithWhatIsUnreadAndShowsEachMessageOnce() {
    var old = client.received(withBob, "while away");
    client.onConnect = fake -> {
      fake.tell(new Event.MessageAdded(old));
      fake.tell(new Event.MessageAdded(fake.received(withBob, "live")));
      fake.tell(new Event.SignedOut("removed"));
    };
    assertThat(terminal.run("listen")).isEqualTo(ExitCode.NOT_SIGNED_IN);
    assertThat(terminal.out()).containsOnlyOnce("while away").containsOnlyOnce("12:02 Bob: live");
    assertThat(client.calls).contains("markRead 1", "markRead 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listen", "chat bob"})
  void whatArrivesWhileTheFirstLinesAreBeingReadIsShownAfterThem(String command) {
    client.received(withBob, "while away");
    var arrival = new ArrayList<Thread>();
    client.onceRead = fake -> {
      var message = fake.received(withBob, "in between");
      var heard = List.copyOf(fake.listeners);
      arrival.add(Thread.startVirtualThread(
          () -> heard.forEach(listener -> listener.on(new Event.MessageAdded(message)))));
    };
    client.onConnect = fake -> {
      join(arrival.getFirst());
      fake.tell(new Event.SignedOut("removed"));
    };
    terminal.run(command.split(" "));
    assertThat(terminal.out()).containsSubsequence("while away", "in between").containsOnlyOnce("in between");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void whatIsReadAndToldOfAtOnceIsShownOnce() {
    client.received(withBob, "hello");
    var own = client.line(withBob, FakeCulver.SELF, new Content.Text("from my phone"), Message.State.SENT);
    client.onConnect = fake -> {
      fake.tell(new Event.MessageAdded(own));
      fake.tell(new Event.SignedOut("removed"));
    };
    terminal.run("listen");
    assertThat(terminal.out()).containsOnlyOnce("from my phone");
  }

  @Test
  void whatWaitsInTheOutboxHidesNothingThatArrives() {
    var waiting = client.line(withBob, FakeCulver.SELF, new Content.Text("unsent"), Message.State.SENDING);
    client.histories.get(withBob).set(0, FakeCulver.atOrder(waiting, 1L << 52));
    client.onConnect = fake -> {
      fake.tell(new Event.MessageAdded(fake.received(withBob, "hello")));
      fake.tell(new Event.MessageAdded(FakeCulver.inState(waiting, Message.State.SENT)));
      fake.tell(new Event.SignedOut("removed"));
    };
    terminal.run("chat", "bob");
    assertThat(terminal.out()).contains("you: unsent  (not sent yet)", "Bob: hello", "you: unsent  (sent)");
  }

  @Test
  void listenKeepsMessagesUnreadIfAsked() {
    client.received(withBob, "hello");
    client.onConnect = fake -> fake.tell(new Event.SignedOut("removed"));
    terminal.run("listen", "--keep-unread");
    assertThat(client.calls).noneMatch(call -> call.startsWith("markRead"));
  }

  @Test
  void listenShowsHowFarTheLastMessageOfOnesOwnGot() {
    var first = client.line(withBob, FakeCulver.SELF, new Content.Text("first"), Message.State.SENT);
    var last = client.line(withBob, FakeCulver.SELF, new Content.Text("last"), Message.State.SENT);
    client.onConnect = fake -> {
      fake.tell(new Event.MessageAdded(first));
      fake.tell(new Event.MessageAdded(last));
      fake.tell(new Event.MessageChanged(FakeCulver.inState(first, Message.State.DELIVERED)));
      fake.tell(new Event.MessageChanged(FakeCulver.inState(last, Message.State.DELIVERED)));
      fake.tell(new Event.SignedOut("removed"));
    };
    terminal.run("listen");
    assertThat(terminal.out()).contains("you to Bob: last", "Bob: delivered: last").doesNotContain("delivered: first");
  }

  @Test
  void aConnectionThatAnotherTookOverEndsListening() {
    client.onConnect = fake -> fake
        .tell(new Event.Connection(ConnectionState.REPLACED, Optional.empty(), Optional.empty()));
    assertThat(terminal.run("listen")).isEqualTo(ExitCode.IN_USE);
  }

  @Test
  void chatSendsEachLineAndEndsWhenAllAreSent() {
    assertThat(terminal.type("one\n\ntwo\n/quit\nthree\n").run("chat", "bob")).isZero();
    assertThat(client.calls).containsSubsequence("connect", "send one", "send two", "flush", "close")
        .doesNotContain("send three");
    assertThat(terminal.out()).contains("you: one", "you: two");
  }

  @Test
  void chatBeginsWithTheLastLinesAndShowsItsOwnMessagesOnce() {
    client.received(withBob, "hello");
    client.onConnect = fake -> fake.tell(new Event.MessageAdded(client.histories.get(withBob).getLast()));
    terminal.type("hi\n").run("chat", "bob");
    assertThat(terminal.out()).containsOnlyOnce("Bob: hello").containsOnlyOnce("you: hi");
  }

  @Test
  void chatSaysThatTheOtherOneIsTypingUntilTheirMessageComesOrForAWhile() {
    terminal.variables.put("NO_COLOR", "1");
    client.onConnect = fake -> {
      var typing = new Event.Typing(withBob, bob, FakeCulver.NOON.plusSeconds(10));
      fake.tell(typing);
      fake.tell(new Event.MessageAdded(fake.received(withBob, "hello")));
      fake.tell(typing);
      terminal.timers.removeFirst().run();
      fake.tell(
          new Event.MessageAdded(fake.line(withBob, FakeCulver.SELF, new Content.Text("me"), Message.State.SENT)));
      terminal.timers.removeFirst().run();
      fake.tell(new Event.Typing(withBob, FakeCulver.SELF, FakeCulver.NOON.plusSeconds(10)));
      fake.tell(new Event.Typing(new ConversationId("CCCCCCCCCCCCCCCCCCCCCA"), bob, FakeCulver.NOON.plusSeconds(10)));
    };
    terminal.interactive().run("chat", "bob");
    assertThat(terminal.out().lines().skip(1)).containsExactly("Connected.", "[Bob is typing …]", "[]",
        "12:01 Bob: hello", "[Bob is typing …]", "12:02 you: me  (sent)", "[]");
  }

  @Test
  void chatTellsThatThePersonIsTyping() {
    terminal.interactive().type("hi\n").run("chat", "bob");
    assertThat(client.calls).containsSubsequence("typing", "send hi");
  }

  @Test
  void whatWasSentBeforeThisDeviceWasAddedIsOneLine() {
    for (var i = 0; i < 5; i++) {
      client.line(withBob, bob, new Content.NotForThisDevice(), Message.State.RECEIVED);
    }
    client.received(withBob, "now");
    terminal.run("read", "bob");
    assertThat(terminal.out().lines()).hasSize(2).last().asString().endsWith("Bob: now");
  }

  @Test
  void listenEndsWhenNobodyReadsItsOutput() {
    client.onConnect = fake -> fake.tell(new Event.MessageAdded(fake.received(withBob, "hello")));
    assertThat(terminal.withOutputClosed().run("listen")).isEqualTo(ExitCode.FAULT);
  }
}
