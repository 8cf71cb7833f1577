package app.culver.cli;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Message;
import java.util.ArrayList;
import java.util.List;

/** Reads what this device has of a conversation. */
record History(Session session) {
  private static final int PAGE = 100;

  /** The newest lines, oldest first: at least so many if there are, and all that are unread. */
  List<Message> newest(Conversation conversation, int atLeast) {
    if (atLeast == 0 && conversation.unread() == 0) {
      return List.of();
    }
    var lines = new ArrayList<Message>();
    var before = Long.MAX_VALUE;
    while (true) {
      var page = session.client().history(conversation.id(), before, PAGE);
      lines.addAll(0, page);
      var first = firstWanted(lines, conversation.unread(), atLeast);
      if (first >= 0 || page.size() < PAGE) {
        return lines.subList(Math.max(first, 0), lines.size());
      }
      before = page.getFirst().order();
    }
  }

  /** Where to begin; -1 if there are too few lines. */
  private int firstWanted(List<Message> lines, int unread, int atLeast) {
    var missing = unread;
    for (var i = lines.size() - 1; i >= 0; i--) {
      if (mayBeUnread(lines.get(i))) {
        missing--;
      }
      if (missing <= 0 && lines.size() - i >= atLeast) {
        return i;
      }
    }
    return -1;
  }

  /** What is done to messages never counts as unread, and must not be taken for what does. */
  private static boolean mayBeUnread(Message message) {
    return message.state() == Message.State.RECEIVED && switch (message.content()) {
      case Content.Text _,Content.Media _,Content.Unsupported _,Content.NotForThisDevice _ -> true;
      default -> false;
    };
  }
}
