package app.culver.cli;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Message;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for messages. */
record Lines(People people, Style style) {
  /** Further lines of a text stand under this, so that none of them passes for a message of its own. */
  private static final String INDENT = "      | ";

  /** A message without its time. @param single whether the reader knows whom the conversation is with */
  String line(Message message, Conversation with, boolean single) {
    var content = content(message);
    if (!(message.content() instanceof Content.Text)) {
      return style.faint((single ? "" : people.title(with) + ": ") + content);
    }
    return author(message, with, single) + ": " + content + mark(message);
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
    return switch (message.state()) {
      case SENDING -> "not sent yet";
      case SENT -> "sent";
      case DELIVERED -> "delivered";
      case READ -> "read";
      case FAILED -> "failed: " + Printable.name(message.failure().orElse("refused"));
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
      default -> content(message.content());
    };
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
