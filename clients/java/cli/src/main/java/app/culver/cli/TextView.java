package app.culver.cli;

import app.culver.client.Account;
import app.culver.client.Contact;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reader;
import app.culver.client.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows things to people. */
final class TextView implements View {
  private static final long FEW = 200;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Consumer<String> lines;
  private final People people;
  private final Style style;
  private final Lines words;
  private final Clock clock;
  private final TypingLine typing;
  private final boolean single;
  private LocalDate day;
  private boolean waiting;
  private long toldMissing;
  private boolean afterOlder;

  /**
   * @param typing where it is said that someone is
   * @param single whether all lines belong to one conversation, so that they need not say to which
   */
  TextView(Consumer<String> lines, TypingLine typing, People people, Style style, Clock clock, boolean single) {
    this.lines = lines;
    this.typing = typing;
    this.people = people;
    this.style = style;
    this.words = new Lines(people, style);
    this.clock = clock;
    this.single = single;
    this.day = LocalDate.now(clock);
  }

  @Override
  public void account(Account account) {
    lines.accept(style.bold(account.name().map(Printable::name).orElse("(no name)"))
        + account.handle().map(handle -> "  @" + handle).orElse(""));
    lines.accept("Account  " + account.id());
    lines.accept("Since    " + DATE_AND_TIME.format(local(account.createdAt())));
  }

  @Override
  public void device(Device device) {
    var name = device.name().map(Printable::name).orElse("(no name)");
    lines.accept(device.id() + "  added " + DATE_AND_TIME.format(local(device.addedAt())) + "  " + style.bold(name)
        + (device.current() ? "  (this device)" : ""));
  }

  @Override
  public void contact(Contact contact) {
    var name = people.isSelf(contact.id()) ? "you" : contact.name().map(Printable::name).orElse("(name not known)");
    lines.accept(contact.id() + "  " + style.bold(name) + contact.handle().map(handle -> "  @" + handle).orElse("")
        + (contact.verified() ? "  verified" : ""));
  }

  @Override
  public void conversation(Conversation conversation) {
    var unread = conversation.unread() == 0 ? "" : "  " + style.warning(conversation.unread() + " unread");
    var last = conversation.last().map(message -> "  " + DATE_AND_TIME.format(local(message.time())) + "  "
        + words.preview(message.content())).orElse("");
    lines.accept(style.bold(people.title(conversation)) + unread
        + style.faint(last));
  }

  @Override
  public void group(Conversation group, List<Member> members) {
    lines.accept(style.bold(people.title(group)) + "  " + group.id());
    group.ended().ifPresent(end -> lines.accept(words.ended(end)));
    if (!group.proven()) {
      lines.accept(style.warning("Only the server says so far who is in it."));
    }
    members.forEach(member -> lines.accept("  " + people.label(member.account()) + "  "
        + style.faint(Lines.role(member.role()) + (member.invited() ? ", invited" : ""))));
  }

  @Override
  public void message(Message message, Conversation with) {
    typing.end(message.sender());
    newDay(message.time());
    var isOlder = message.content() instanceof Content.NotForThisDevice;
    if (isOlder && afterOlder) {
      // On a new device there may be hundreds, which one line says as well.
      return;
    }
    afterOlder = isOlder;
    lines.accept(style.faint(TIME.format(local(message.time()))) + " " + words.line(message, with, single));
  }

  @Override
  public void readers(Message message, Conversation with, List<Reader> readers) {
    message(message, with);
    readers.stream().sorted(Comparator.comparing(Reader::state).reversed()).forEach(
        reader -> lines.accept("      " + Lines.state(reader.state()) + "  " + people.label(reader.account())));
  }

  @Override
  public void privacy(boolean readReceipts, boolean typing) {
    lines.accept("Read receipts  " + (readReceipts ? "on: others see what you have read" : "off"));
    lines.accept("Typing         " + (typing ? "on: others see that you are typing" : "off"));
  }

  @Override
  public void typed(Message message, Conversation with) {
    newDay(message.time());
    lines.accept(style.faint(TIME.format(local(message.time()))) + " " + words.author(message, with, single) + ": "
        + words.content(message.content()));
  }

  @Override
  public void state(Message message, Conversation with) {
    var state = words.state(message);
    if (single) {
      lines.accept(style.faint("      " + state));
    } else {
      lines.accept(style.faint(TIME.format(ZonedDateTime.now(clock)) + " " + people.title(with) + ": " + state + ": "
          + words.preview(message.content())));
    }
  }

  @Override
  public void verification(Verification verification) {
    lines.accept("Safety number with " + style.bold(people.label(verification.account())) + ":");
    var groups = verification.grouped().split(" ");
    for (var row = 0; row < groups.length; row += 4) {
      lines.accept("  " + String.join("  ", Arrays.copyOfRange(groups, row, Math.min(row + 4, groups.length))));
    }
    lines.accept(verification.verified() ? "Verified: compared, and unchanged since." : "Not verified yet.");
  }

  @Override
  public void connection(Event.Connection connection) {
    var reason = connection.reason().map(why -> " (" + Printable.name(why) + ")").orElse("");
    switch (connection.state()) {
      case CONNECTED -> {
        waiting = false;
        lines.accept(style.faint("Connected."));
      }
      case WAITING -> {
        if (!waiting) {
          lines.accept(style.warning("Not connected" + reason + "; trying again. What you write waits."));
        }
        waiting = true;
      }
      case OFF, CONNECTING, REPLACED, SIGNED_OUT -> {
        // What these mean, the command that ends because of them says.
      }
    }
  }

  @Override
  public void typing(Event.Typing event, Conversation with) {
    if (!people.isSelf(event.account())) {
      typing.begin(event.account(), style.faint(people.label(event.account()) + " is typing …"),
          Duration.between(clock.instant(), event.until()));
    }
  }

  @Override
  public void catchingUp(long missing) {
    // Neither for a few, nor at every step.
    if (missing >= FEW && (missing < toldMissing * 3 / 4 || missing > toldMissing * 4 / 3)) {
      toldMissing = missing;
      lines.accept(style.faint(String.format(Locale.ENGLISH, "Catching up: %,d messages to go.", missing)));
    }
  }

  @Override
  public void caughtUp() {
    toldMissing = 0;
  }

  @Override
  public void warning(String text) {
    lines.accept(style.warning("! " + Printable.name(text)));
  }

  private void newDay(Instant time) {
    var date = local(time).toLocalDate();
    if (!date.equals(day)) {
      day = date;
      lines.accept(style.faint("── " + DAY.format(date) + " ──"));
    }
  }

  private ZonedDateTime local(Instant time) {
    return time.atZone(clock.getZone());
  }
}
