package app.culver.cli;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.MediaFile;
import app.culver.client.Message;
import app.culver.client.Reference;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for messages. */
record Lines(People people, Style style) {
  /** Further lines of a text stand under this, so that none of them passes for a message of its own. */
  private static final String INDENT = "      | ";

  /** A message without its time. @param single whether the reader knows whom the conversation is with */
  String line(Message message, Conversation with, boolean single) {
    var content = content(message);
    if (!isSaid(message.content())) {
      return style.faint((single ? "" : people.title(with) + ": ") + content);
    }
    return author(message, with, single) + ": " + content + mark(message);
  }

  /** Whether it is something that somebody says, or said. */
  private static boolean isSaid(Content content) {
    return content instanceof Content.Text || content instanceof Content.Media || content instanceof Content.Removed;
  }

  String author(Message message, Conversation with, boolean single) {
    var isGroup = with.kind() == Conversation.Kind.GROUP;
    if (!people.isSelf(message.sender())) {
      return style.other(people.label(message.sender()) + (isGroup && !single ? " in " + people.title(with) : ""));
    }
    if (single) {
      return style.own("you");
    }
    return style.own("you to "
        + (!isGroup && people.isSelf(with.other(people.self())) ? "yourself" : people.title(with)));
  }

  private String mark(Message message) {
    return switch (message.state()) {
      case RECEIVED -> "";
      case FAILED -> "  " + style.error("(" + state(message) + ")");
      case SENDING, SENT, DELIVERED, READ -> "  " + style.faint("(" + state(message) + ")");
    };
  }

  /** How far an own message got. */
  String state(Message message) {
    return message.state() == Message.State.FAILED
        ? "failed: " + Printable.name(message.failure().orElse("refused"))
        : state(message.state());
  }

  static String state(Message.State state) {
    return switch (state) {
      case SENDING -> "not sent yet";
      case SENT -> "sent";
      case DELIVERED -> "delivered";
      case READ -> "read";
      case FAILED -> "failed";
      case RECEIVED -> "received";
    };
  }

  /** How a message begins, on one line. */
  String preview(Content content) {
    return content instanceof Content.Text text ? Printable.name(text.text()) : content(content);
  }

  private String content(Message message) {
    var who = people.isSelf(message.sender()) ? "You" : people.label(message.sender());
    return switch (message.content()) {
      case Content.MembersAdded added -> who + " added " + labels(added.members()) + ".";
      case Content.MembersRemoved removed -> who + " removed " + labels(removed.members()) + ".";
      case Content.MemberLeft _ -> who + " left.";
      case Content.RoleChanged changed ->
        who + " made " + people.label(changed.account()) + " " + role(changed.role()) + ".";
      case Content.Titled titled -> who + " named the group \"" + Printable.name(titled.title()) + "\".";
      case Content.Text(var text, var reply, _, var edited) ->
        answered(message, reply) + Printable.text(text, INDENT) + edited(edited);
      case Content.Media media -> answered(message, media.reply()) + content(media) + edited(media.edited());
      case Content.Reacted(var to, var emoji) -> emoji.map(sign -> who + " reacted " + Printable.name(sign) + " to ")
          .orElse(who + " took back the reaction to ") + quoted(message, to) + ".";
      case Content.Edited(var _, var text) -> who + " changed a message: " + Printable.text(text, INDENT);
      case Content.Deleted _ -> who + " deleted a message.";
      case Content.LifetimeSet(var lifetime) -> who + " decided: messages live "
          + lifetime.map(Lines::duration).orElse("for good") + " from now on.";
      default -> content(message.content());
    };
  }

  private String answered(Message message, Optional<Reference> reply) {
    return reply.map(to -> style.faint("[to " + quoted(message, to) + "] ")).orElse("");
  }

  private String quoted(Message message, Reference to) {
    return people.message(message.conversation(), to).map(found -> "\"" + preview(found.content()) + "\"")
        .orElse("a message that is not here");
  }

  private static String edited(boolean edited) {
    return edited ? " (edited)" : "";
  }

  /** In the largest unit that tells it exactly. */
  static String duration(Duration time) {
    var seconds = time.toSeconds();
    if (seconds % 86_400 == 0) {
      return "for " + count(seconds / 86_400, "day");
    }
    if (seconds % 3_600 == 0) {
      return "for " + count(seconds / 3_600, "hour");
    }
    return "for " + (seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second"));
  }

  private static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  private static String file(MediaFile file) {
    var size = file.size();
    return "[" + Printable.name(file.fileName()) + ", "
        + (size < 10_000 ? size + " bytes" : size < 10_000_000 ? size / 1000 + " kB" : size / 1_000_000 + " MB") + "]";
  }

  private String labels(List<AccountId> accounts) {
    return accounts.stream().map(people::label).collect(Collectors.joining(", "));
  }

  static String role(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** Why one cannot write into a group any more. */
  String ended(Conversation.Ended ended) {
    return ended.by().map(by -> people.isSelf(by) ? "You left." : people.label(by) + " removed you.")
        .orElse("You are no member any more.");
  }

  /** What a message says, on as many lines as it has. */
  String content(Content content) {
    return switch (content) {
      case Content.Text text -> Printable.text(text.text(), INDENT);
      case Content.Media media -> media.files().stream().map(Lines::file).collect(Collectors.joining(" "))
          + (media.text().isEmpty() ? "" : " " + Printable.text(media.text(), INDENT));
      case Content.Reacted reacted -> reacted.emoji().map(Printable::name).orElse("(a reaction taken back)");
      case Content.Edited edited -> "changed: " + Printable.text(edited.text(), INDENT);
      case Content.Deleted _ -> "(a message was deleted)";
      case Content.Removed _ -> "(deleted)";
      case Content.LifetimeSet set -> "Messages live " + set.lifetime().map(Lines::duration).orElse("for good") + ".";
      case Content.Introduced _ -> "(tells a name)";
      case Content.Known _ -> "(tells another device)";
      case Content.Vanished _ -> "(its time is over)";
      case Content.Unsupported _ -> "(a message of a kind that this version cannot show)";
      case Content.NotForThisDevice _ -> "(messages from before this device was added)";
      case Content.Refused _ -> "(something that is not a genuine message: ignored)";
      case Content.Created _ -> "The conversation begins.";
      case Content.MembersAdded added -> labels(added.members()) + " came.";
      case Content.MembersRemoved removed -> labels(removed.members()) + " went.";
      case Content.MemberLeft _ -> "Someone left.";
      case Content.RoleChanged changed -> people.label(changed.account()) + " is " + role(changed.role()) + ".";
      case Content.Titled titled -> "The group is named \"" + Printable.name(titled.title()) + "\".";
      case Content.Expired expired ->
        "(" + expired.count() + " older messages expired before they reached this device)";
      case Content.DevicesChanged changed -> devicesChanged(changed);
    };
  }

  private String devicesChanged(Content.DevicesChanged changed) {
    var whose = people.isSelf(changed.account()) ? "Your" : people.label(changed.account()) + "'s";
    return whose + " devices changed (" + changed.added().size() + " added, " + changed.removed().size()
        + " removed), and the safety number with them.";
  }
}
