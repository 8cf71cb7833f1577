package app.culver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Contact;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u001b]0;title\u0007", "\u009b31m", "\u0090q", "\b\b\b", "\r12:00 Alice: ",
      "\u0000", "\u007f", "\u202eevil", "\u2066x\u2069", "\u200e", "\ufeff", "\u2028", "\u0085", "\ud800",
      "\udbff\udbff",
      "\ufff9", "\udb40\udc01"})
  void nothingThatControlsATerminalIsLeft(String hostile) {
    for (var printed : new String[]{Printable.name("a" + hostile + "b"), Printable.text("a" + hostile + "b", "  ")}) {
      assertThat(printed.codePoints()).noneMatch(c -> c != '\n' && (Character.isISOControl(c)
          || Character.getType(c) == Character.SURROGATE || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
          || c == 0x200e || c == 0xfeff || c == 0x2028 || c == 0xfff9 || c == 0xe0001));
    }
  }

  @Test
  void ordinaryWritingStaysAsItIs() {
    for (var text : new String[]{"Grüße, 世界", "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪", "שלום עליכם", "مرحبا", "می‌خواهم",
        "naïve (e\u0301)"}) {
      assertThat(Printable.text(text, "")).isEqualTo(text);
      assertThat(Printable.name(text)).isEqualTo(text);
    }
  }

  @Test
  void aLineOfATextCannotPassForAMessage() {
    assertThat(Printable.text("hi\n12:04 Bob: I agree\r\nok", "      | "))
        .isEqualTo("hi\n      | 12:04 Bob: I agree\n      | ok");
  }

  @Test
  void aNameStaysOnItsLineAndEnds() {
    assertThat(Printable.name(" Bob\n\tthe   great ")).isEqualTo("Bob the great");
    assertThat(Printable.name("x".repeat(500))).hasSize(60).endsWith("…");
    assertThat(Printable.name("🙂".repeat(61)).codePointCount(0, Printable.name("🙂".repeat(61)).length()))
        .isEqualTo(60);
  }

  @Test
  void hostileNamesAndTextsReachTheScreenNeutralised() {
    var terminal = Terminal.signedIn(folder);
    var mallory = terminal.client.person("MMMMMMMMMMMMMMMMMMMMMA", "\u001b[31mMallory\n12:00 Bob: hi", "mallory");
    var conversation = terminal.client.conversation(mallory);
    terminal.client.received(conversation, "\u001b[2Jcleared?\r12:00 Bob: no");
    for (var command : new String[]{"read", "read @mallory", "find @mallory", "verify @mallory"}) {
      assertThat(terminal.run(command.split(" "))).isZero();
      assertThat(terminal.out().replace("\n", "").codePoints()).noneMatch(Character::isISOControl);
    }
    assertThat(new People(terminal.client, FakeCulver.SELF)
        .label(new Contact(mallory, Optional.empty(), Optional.of("\n"), false))).startsWith("MMMMMMMM");
  }
}
