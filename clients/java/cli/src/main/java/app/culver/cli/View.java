package app.culver.cli;

import app.culver.client.Account;
import app.culver.client.Contact;
import app.culver.client.Conversation;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Verification;
import app.culver.client.identifier.AccountId;

/** Shows things: to people as text, to programs as JSON. */
sealed interface View permits TextView, JsonView {
  void account(Account account);

  void device(Device device);

  void contact(Contact contact);

  void conversation(Conversation conversation);

  /** A line of a conversation. @param with the other member */
  void message(Message message, AccountId with);

  /** A text that was typed just now. @param with the other member */
  void typed(Message message, AccountId with);

  /** An own message got further, or failed. @param with the other member */
  void state(Message message, AccountId with);

  void verification(Verification verification);

  void connection(Event.Connection connection);

  /** Someone is typing. @param with the other member */
  void typing(Event.Typing typing, AccountId with);

  /** Everything that was missed has been shown. */
  void caughtUp();

  /** The server or someone else did what they must not, or keys changed. */
  void warning(String text);
}
