package app.culver.cli;

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
      if (lines.get(i).state() == Message.State.RECEIVED) {
        missing--;
      }
      if (missing <= 0 && lines.size() - i >= atLeast) {
        return i;
      }
    }
    return -1;
  }
}
