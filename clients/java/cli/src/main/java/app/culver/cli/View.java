package app.culver.cli;

import app.culver.client.Account;
import app.culver.client.Contact;
import app.culver.client.Conversation;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.Member;
import app.culver.client.Message;
import app.culver.client.Reader;
import app.culver.client.Verification;
import java.util.List;

/** Shows things: to people as text, to programs as JSON. */
sealed interface View permits TextView, JsonView {
  void account(Account account);

  void device(Device device);

  void contact(Contact contact);

  void conversation(Conversation conversation);

  /** A group and who is in it. */
  void group(Conversation group, List<Member> members);

  /** A line of a conversation. @param with the conversation */
  void message(Message message, Conversation with);

  /** How far an own message got with each other member. @param with the conversation */
  void readers(Message message, Conversation with, List<Reader> readers);

  /** What others learn of this device's person. */
  void privacy(boolean readReceipts, boolean typing);

  /** A text that was typed just now. @param with the conversation */
  void typed(Message message, Conversation with);

  /** An own message got further, or failed. @param with the conversation */
  void state(Message message, Conversation with);

  void verification(Verification verification);

  void connection(Event.Connection connection);

  /** Someone is typing. @param with the conversation */
  void typing(Event.Typing typing, Conversation with);

  /** So many messages, at least, are still to come of what was missed. */
  void catchingUp(long missing);

  /** Everything that was missed has been shown. */
  void caughtUp();

  /** The server or someone else did what they must not, or keys changed. */
  void warning(String text);
}
