package app.culver.client.history;

import app.culver.client.identifier.ConversationId;
import java.util.Locale;

/** Where in the store what is. */
final class Keys {
  private Keys() {}

  static String conversation(ConversationId conversation) {
    return "conversation/" + conversation.value();
  }

  static String progress(ConversationId conversation) {
    return "progress/" + conversation.value();
  }

  static String titles() {
    return "title/";
  }

  static String title(ConversationId conversation) {
    return titles() + conversation.value();
  }

  static String lifetimes() {
    return "lifetime/";
  }

  static String lifetime(ConversationId conversation) {
    return lifetimes() + conversation.value();
  }

  static String standing(ConversationId conversation) {
    return "members/" + conversation.value();
  }

  static String lines(ConversationId conversation) {
    return "line/" + conversation.value() + "/";
  }

  static String line(ConversationId conversation, long order) {
    return lines(conversation) + String.format(Locale.ROOT, "%019d", order);
  }
}
