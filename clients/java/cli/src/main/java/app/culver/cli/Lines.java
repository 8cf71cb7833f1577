package app.culver.cli;

import app.culver.client.Content;
import app.culver.client.Message;
import app.culver.client.identifier.AccountId;

/** Words for messages. */
record Lines(People people, Style style) {
  /** Further lines of a text stand under this, so that none of them passes for a message of its own. */
  private static final String INDENT = "      | ";

  /** A message without its time. @param single whether the reader knows whom the conversation is with */
  String line(Message message, AccountId with, boolean single) {
    var content = content(message.content());
    if (!(message.content() instanceof Content.Text)) {
      return style.faint((single ? "" : people.label(with) + ": ") + content);
    }
    return author(message, with, single) + ": " + content + mark(message);
  }

  String author(Message message, AccountId with, boolean single) {
    if (!people.isSelf(message.sender())) {
      return style.other(people.label(message.sender()));
    }
    return style.own(single ? "you" : "you to " + (people.isSelf(with) ? "yourself" : people.label(with)));
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

  /** What a message says, on as many lines as it has. */
  String content(Content content) {
    return switch (content) {
      case Content.Text text -> Printable.text(text.text(), INDENT);
      case Content.Unsupported _ -> "(a message of a kind that this version cannot show)";
      case Content.NotForThisDevice _ -> "(messages from before this device was added)";
      case Content.Refused _ -> "(something that is not a genuine message: ignored)";
      case Content.Created _ -> "The conversation begins.";
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
