package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.CulverException;
import app.culver.client.FirebasePhone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void nobodyIsSignedIn() {
    terminal = new Terminal(folder);
    terminal.client.signedIn = Optional.empty();
  }

  @Test
  void everythingIsAskedForThatWasNotGiven() {
    terminal.asking().type("+49 151 / 123-456 78\n123456\nAlice\nalice\n");
    assertThat(terminal.run("login")).isZero();
    assertThat(terminal.client.calls).containsSubsequence("signIn token-of-+4915112345678 laptop", "setName Alice",
        "setHandle alice", "close");
    assertThat(terminal.out()).contains("Alice", "@alice", FakeCulver.SELF.value());
    assertThat(terminal.err()).contains("the local cloud prints it");
  }

  @Test
  void aScriptGivesEverythingAndIsAskedNothing() {
    assertThat(terminal.run("login", "+4915112345678", "--code", "123456", "--name", "Alice", "--device-name", "bot"))
        .isZero();
    assertThat(terminal.client.calls).contains("signIn token-of-+4915112345678 bot", "setName Alice")
        .noneMatch(call -> call.startsWith("setHandle"));
  }

  @Test
  void anIdTokenComesFromStandardInput() {
    terminal.type("eyJ.eyJ.sig\n");
    assertThat(terminal.run("login", "--id-token", "-")).isZero();
    assertThat(terminal.client.calls).contains("signIn eyJ.eyJ.sig laptop");
  }

  @Test
  void aWrongCodeMayBeTypedAgain() {
    terminal.asking().type("000000\n123456\n\n\n");
    assertThat(terminal.run("login", "+4915112345678")).isZero();
    assertThat(terminal.err()).contains("That is not the code");
  }

  @Test
  void aWrongCodeFromAScriptIsRefused() {
    assertThat(terminal.run("login", "+4915112345678", "--code", "000000")).isEqualTo(ExitCode.REFUSED);
    assertThat(terminal.err()).contains("not the code", "culver login");
  }

  @Test
  void withoutInputItSaysWhichOptionIsMissing() {
    assertThat(terminal.run("login", "+4915112345678")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--code");
  }

  @Test
  void whatIsNoPhoneNumberIsNotSent() {
    assertThat(terminal.run("login", "0151 12345678")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("+49");
    assertThat(((FakeCulver.FakePhone) terminal.client.phone).number).isEmpty();
  }

  @Test
  void aProjectThatAsksForRecaptchaLeadsToTheOtherWay() {
    FirebasePhone strict = (number, recaptcha) -> {
      throw new CulverException.SignInFailed(CulverException.SignInFailed.Reason.APP_NOT_VERIFIED, "MISSING_APP");
    };
    terminal.client.phone = strict;
    assertThat(terminal.run("login", "+4915112345678")).isEqualTo(ExitCode.REFUSED);
    assertThat(terminal.err()).contains("reCAPTCHA", "--id-token -");
  }

  @Test
  void someoneWhoIsSignedInIsToldSo() {
    assertThat(terminal.run("login", "+4915112345678", "--code", "123456")).isZero();
    assertThat(terminal.run("login", "+4915112345678", "--code", "123456")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--profile");
  }

  @Test
  void theProfileRemembersTheSettingsAndFollowsTheirFile() throws Exception {
    terminal.run("login", "+4915112345678", "--code", "123456");
    Files.writeString(terminal.checkout().resolve("build/local.json"), Terminal.SETTINGS.replace("8080", "9090"));
    terminal.run("profile");
    assertThat(terminal.opened.getLast()).startsWith("http://127.0.0.1:9090 ");
    Files.delete(terminal.checkout().resolve("build/local.json"));
    terminal.run("profile");
    assertThat(terminal.opened.getLast()).startsWith("http://127.0.0.1:8080 ");
  }

  @Test
  void settingsComeFromTheOptionThenTheEnvironmentThenTheCheckout() throws Exception {
    var aws = folder.resolve("aws.json");
    Terminal.write(aws, Terminal.SETTINGS.replace("8080", "1111"));
    var other = folder.resolve("other.json");
    Terminal.write(other, Terminal.SETTINGS.replace("8080", "2222"));
    terminal.variables.put("CULVER_SETTINGS", other.toString());
    terminal.run("login", "--settings", aws.toString(), "--id-token", "-");
    terminal.run("login", "--id-token", "-");
    assertThat(terminal.opened).element(0).asString().contains("1111");
    assertThat(terminal.opened).element(1).asString().contains("2222");
  }

  @Test
  void withoutSettingsItSaysHowToGetThem() throws Exception {
    Files.delete(terminal.checkout().resolve("build/local.json"));
    assertThat(terminal.run("login")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("make run", "--settings");
    assertThat(terminal.run("login", "--settings", "/nowhere")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("/nowhere");
  }

  @Test
  void profilesHaveFoldersOfTheirOwnAndCannotLeaveThem() {
    terminal.run("--profile", "bob", "login", "--id-token", "-");
    assertThat(terminal.opened.getLast()).endsWith(" .local/share/culver/bob/data");
    terminal.variables.put("CULVER_HOME", terminal.home.resolve("elsewhere").toString());
    terminal.variables.put("CULVER_PROFILE", "carol");
    terminal.client.signedIn = Optional.empty();
    terminal.run("login", "--id-token", "-");
    assertThat(terminal.opened.getLast()).endsWith(" elsewhere/carol/data");
    assertThat(terminal.run("--profile", "../x", "login")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aPassphraseIsAskedForFromThenOn() {
    terminal.asking().type("\n\n");
    assertThat(terminal.run("login", "+4915112345678", "--code", "123456", "--passphrase")).isZero();
    assertThat(terminal.run("profile")).isZero();
    terminal.variables.put("CULVER_PASSPHRASE", "another");
    assertThat(terminal.run("profile")).isEqualTo(ExitCode.PROFILE);
    assertThat(terminal.err()).contains("not the passphrase");
  }

  @Test
  void withoutATerminalThePassphraseComesFromTheEnvironment() {
    terminal.variables.put("CULVER_PASSPHRASE", "secret");
    assertThat(terminal.run("login", "+4915112345678", "--code", "123456")).isZero();
    terminal.variables.remove("CULVER_PASSPHRASE");
    assertThat(terminal.run("profile")).isEqualTo(ExitCode.PROFILE);
    assertThat(terminal.err()).contains("$CULVER_PASSPHRASE");
  }

  @Test
  void logoutAsksAndThenNothingIsLeft() {
    terminal.run("login", "+4915112345678", "--code", "123456");
    assertThat(terminal.type("n\n").run("logout")).isEqualTo(ExitCode.FAULT);
    assertThat(terminal.run("logout", "--yes")).isZero();
    assertThat(terminal.client.calls).contains("logout");
    assertThat(terminal.run("profile")).isEqualTo(ExitCode.NOT_SIGNED_IN);
    assertThat(terminal.err()).contains("culver login");
    assertThat(folder.resolve("home/.local/share/culver/default")).doesNotExist();
  }

  @Test
  void anAccountIsDeletedWhenItsHandleIsTyped() {
    terminal.run("login", "+4915112345678", "--code", "123456");
    terminal.client.handle = Optional.of("alice");
    assertThat(terminal.type("y\n").run("account", "delete")).isEqualTo(ExitCode.FAULT);
    assertThat(terminal.client.calls).doesNotContain("deleteAccount");
    assertThat(terminal.type("@Alice\n").run("account", "delete")).isZero();
    assertThat(terminal.client.calls).contains("deleteAccount");
    assertThat(terminal.run("profile")).isEqualTo(ExitCode.NOT_SIGNED_IN);
    assertThat(folder.resolve("home/.local/share/culver/default")).doesNotExist();
  }

  @Test
  void withoutAHandleTheWordIsDelete() {
    terminal.run("login", "+4915112345678", "--code", "123456");
    assertThat(terminal.type("alice\n").run("account", "delete")).isEqualTo(ExitCode.FAULT);
    assertThat(terminal.type("delete\n").run("account", "delete")).isZero();
    assertThat(terminal.client.calls).contains("deleteAccount");
  }

  @Test
  void whoIsTheOnlyOwnerOfAGroupIsToldBeforeAnythingIsLeft() {
    terminal.run("login", "+4915112345678", "--code", "123456");
    var bob = terminal.client.person("BBBBBBBBBBBBBBBBBBBBBA", "Bob", "bob");
    terminal.client.group("GGGGGGGGGGGGGGGGGGGGGA", "Summer trip", bob);
    assertThat(terminal.run("account", "delete", "--yes")).isEqualTo(ExitCode.REFUSED);
    assertThat(terminal.err()).contains("Summer trip", "culver group role");
    assertThat(terminal.client.calls).doesNotContain("deleteAccount");
  }

  @Test
  void whenTheServerIsGoneLogoutForgetsLocally() {
    terminal.run("login", "+4915112345678", "--code", "123456");
    assertThat(terminal.run("logout", "--local", "--yes")).isZero();
    assertThat(terminal.client.calls).contains("forget").doesNotContain("logout");
  }

  @Test
  void aProfileThatDoesNotOpenIsForgottenAllTheSameButNotOneInUse() {
    terminal.run("login", "+4915112345678", "--code", "123456");
    terminal.cannotOpen = Optional.of(new CulverException.ProfileInUse("in use"));
    assertThat(terminal.run("logout", "--local", "--yes")).isEqualTo(ExitCode.IN_USE);
    assertThat(folder.resolve("home/.local/share/culver/default")).exists();
    terminal.cannotOpen = Optional.of(new CulverException.ProfileUnusable("damaged", null));
    assertThat(terminal.run("logout", "--local", "--yes")).isZero();
    assertThat(folder.resolve("home/.local/share/culver/default")).doesNotExist();
  }

  @Test
  void aProfileOfSomeoneElseSaysHowToGoOn() {
    terminal.client.failure = Optional.of(new CulverException.NotPossible("another account's messages"));
    assertThat(terminal.run("login", "+4915112345678", "--code", "123456")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--profile", "logout --local");
  }
}
