package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.CulverException;
import app.culver.client.Device;
import app.culver.client.Problem;
import app.culver.client.identifier.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  @TempDir private Path folder;
  private Terminal terminal;
  private FakeCulver client;

  @BeforeEach
  void someoneIsSignedIn() {
    terminal = Terminal.signedIn(folder);
    client = terminal.client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "login", "logout", "account", "account delete", "profile", "handle", "devices",
      "devices list", "devices rename",
      "devices remove", "find", "send", "read", "listen", "chat", "receipts", "privacy", "verify", "completion"})
  void everyHelpHasExamplesThatBeginWithTheCommand(String command) {
    assertThat(terminal.run((command + " --help").strip().split(" "))).isZero();
    assertThat(terminal.out()).containsPattern("Examples?:\\R(.*\\R)*? .*culver .*" + command);
  }

  @Test
  void theHelpListsEveryExitCode() {
    terminal.run("--help");
    for (var code = 0; code <= 9; code++) {
      assertThat(terminal.out()).containsPattern("\\R  " + code + " +\\w");
    }
  }

  @Test
  void failuresHaveExitCodesAndSayWhatToDo() {
    var common = new Problem.Common("x", 409, "detail", "request-1");
    var expected = Map.of(new CulverException.SignedOut("signed out"), ExitCode.NOT_SIGNED_IN,
        new CulverException.Unreachable("no route", null), ExitCode.NOT_REACHED,
        new CulverException.TimedOut(Duration.ofSeconds(1)), ExitCode.NOT_IN_TIME,
        new CulverException.ProfileInUse("in use"), ExitCode.IN_USE,
        new CulverException.ProfileUnusable("damaged", null), ExitCode.PROFILE,
        new CulverException.NotPossible("too long"), ExitCode.USAGE,
        new CulverException.Refused(new Problem.SessionEnded(common)), ExitCode.NOT_SIGNED_IN,
        new CulverException.Refused(new Problem.NotFound(common, "")), ExitCode.NOT_FOUND,
        new CulverException.Refused(new Problem.HandleTaken(common)), ExitCode.REFUSED,
        new CulverException.Refused(new Problem.Internal(common)), ExitCode.REFUSED);
    expected.forEach((exception, code) -> {
      client.failure = Optional.of(exception);
      assertThat(terminal.run("profile")).as(exception.toString()).isEqualTo(code);
      assertThat(terminal.err()).startsWith("culver: ");
    });
  }

  @Test
  void aFaultOfTheServerNamesTheRequestForItsOperator() {
    client.failure = Optional.of(
        new CulverException.Refused(new Problem.Internal(new Problem.Common("internal", 500, "sorry", "request-1"))));
    terminal.run("profile");
    assertThat(terminal.err()).contains("request-1");
  }

  @Test
  void aCommandThatDoesNotExistIsMisuse() {
    assertThat(terminal.run("sing")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run()).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("send")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("PEER", "culver send --help");
  }

  @Test
  void coloursAreForTerminalsAndNotForThoseWhoWantNone() {
    client.handle = Optional.of("alice");
    terminal.run("profile");
    assertThat(terminal.out()).doesNotContain("\u001b");
    terminal.interactive().run("profile");
    assertThat(terminal.out()).contains("\u001b[1m");
    terminal.variables.put("NO_COLOR", "1");
    terminal.run("profile");
    assertThat(terminal.out()).doesNotContain("\u001b");
    terminal.variables.remove("NO_COLOR");
    terminal.run("--json", "profile");
    assertThat(terminal.out()).doesNotContain("\u001b");
  }

  @Test
  void nameAndHandleAreSetAndShown() {
    assertThat(terminal.run("profile", "--name", "Alice Adams")).isZero();
    assertThat(terminal.run("handle", "alice")).isZero();
    assertThat(terminal.out()).contains("Alice Adams", "@alice");
    assertThat(terminal.run("handle", "--remove")).isZero();
    assertThat(terminal.out()).doesNotContain("@alice");
    assertThat(terminal.run("handle", "alice", "--remove")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatOthersLearnIsShownAndDecidedWithoutTheNetwork() {
    client.offline = true;
    assertThat(terminal.run("privacy")).isZero();
    assertThat(terminal.out()).contains("Read receipts  on", "Typing         on");
    assertThat(terminal.run("privacy", "--read-receipts", "off")).isZero();
    assertThat(terminal.out()).contains("Read receipts  off", "Typing         on");
    assertThat(terminal.run("privacy", "--typing", "off", "--read-receipts", "on", "--json")).isZero();
    assertThat(terminal.out()).contains("\"readReceipts\":true,\"typing\":false");
    assertThat(terminal.run("privacy", "--typing", "perhaps")).isEqualTo(ExitCode.USAGE);
    assertThat(client.calls).containsSubsequence("sendReadReceipts false", "sendReadReceipts true", "sendTyping false")
        .doesNotContain("flush", "connect");
  }

  @Test
  void devicesAreNamedByTheBeginningOfTheirIdByNameOrAsThis() {
    client.devices.add(new Device(FakeCulver.DEVICE, Optional.of("laptop"), FakeCulver.NOON, true));
    var phone = new DeviceId("EEEEEEEEEEEEEEEEEEEEEA");
    client.devices.add(new Device(phone, Optional.of("phone"), FakeCulver.NOON, false));
    assertThat(terminal.run("devices")).isZero();
    assertThat(terminal.out()).contains("laptop  (this device)", "phone");
    terminal.client.waiting = 1;
    assertThat(terminal.run("devices", "rename", "this", "Work")).isZero();
    assertThat(terminal.err()).contains("One message still waits to be sent.");
    terminal.client.waiting = 0;
    assertThat(terminal.run("devices", "remove", "EEE", "--yes")).isZero();
    assertThat(terminal.type("y\n").run("devices", "remove", "phone")).isZero();
    assertThat(client.calls).contains("renameDevice " + FakeCulver.DEVICE + " Work", "removeDevice " + phone);
    assertThat(terminal.run("devices", "remove", "laptop", "--yes")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("devices", "remove", "tablet", "--yes")).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void verifyingComparesTheNumberThatTheOtherOneSees() {
    var bob = client.person("BBBBBBBBBBBBBBBBBBBBBA", "Bob", "bob");
    assertThat(terminal.run("verify", "@bob")).isZero();
    assertThat(terminal.out()).contains("01234  56789  01234  56789", "Not verified");
    assertThat(terminal.run("verify", "@bob", "--matches", "01234 56789".repeat(2))).isEqualTo(ExitCode.REFUSED);
    assertThat(terminal.err()).contains("differ");
    assertThat(terminal.run("verify", "@bob", "--matches", "01234 56789 ".repeat(6))).isZero();
    assertThat(client.calls).contains("markVerified " + bob + " " + "0123456789".repeat(6));
    assertThat(terminal.run("verify", "@bob", "--unmark")).isZero();
    assertThat(terminal.run("verify", "me")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void onATerminalVerifyingAsks() {
    client.person("BBBBBBBBBBBBBBBBBBBBBA", "Bob", "bob");
    assertThat(terminal.asking().type("y\n").run("verify", "@bob")).isZero();
    assertThat(client.calls).anyMatch(call -> call.startsWith("markVerified"));
  }

  @Test
  void theCompletionScriptIsValidBashAndKnowsEveryCommand() throws Exception {
    assertThat(terminal.run("completion", "bash")).isZero();
    assertThat(terminal.out()).contains("complete -F", "login", "devices", "--no-wait", "receipts",
        "--read-receipts", "(\"on\" \"off\")");
    var script = folder.resolve("completion");
    Files.writeString(script, terminal.out());
    var bash = new ProcessBuilder("bash", "-n", script.toString()).start();
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
    assertThat(terminal.run("completion", "zsh")).isZero();
    assertThat(terminal.out()).contains("bashcompinit");
    assertThat(terminal.run("completion", "fish")).isEqualTo(ExitCode.USAGE);
  }
}
