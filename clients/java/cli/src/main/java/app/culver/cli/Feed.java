package app.culver.cli;

import app.culver.client.ConnectionState;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Listener;
import app.culver.client.Message;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Shows what arrives, each line once, and marks it as read. It begins with what was unread before. Its methods exclude
 * each other, so a message that is being typed cannot arrive before it has been shown as sent.
 */
final class Feed implements Listener {
  private final Session session;
  private final View view;
  private final Optional<ConversationId> only;
  private final boolean keepUnread;
  private final Map<ConversationId, Long> shownUpTo = new HashMap<>();
  private final Map<ConversationId, MessageId> lastOwn = new HashMap<>();
  private final Map<ConversationId, Message.State> lastState = new HashMap<>();
  /** One's own messages that need not be shown when they are accepted. */
  private final Set<MessageId> ownShown = new HashSet<>();
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /**
   * @param only the one conversation to show; empty for all
   * @param keepUnread whether to leave messages unread although they are shown
   */
  Feed(Session session, View view, Optional<ConversationId> only, boolean keepUnread) {
    this.session = session;
    this.view = view;
    this.only = only;
    this.keepUnread = keepUnread;
  }

  /** As {@link #begin}, and then what arrives: also what does while those lines are read. */
  synchronized void follow(int atLeast) {
    session.client().listen(this);
    begin(atLeast);
  }

  /** Shows the newest lines of the conversations: all that are unread, and at least so many. */
  synchronized void begin(int atLeast) {
    for (var conversation : session.client().conversations().reversed()) {
      if (only.isEmpty() || only.get().equals(conversation.id())) {
        begin(conversation, atLeast);
      }
    }
  }

  private void begin(Conversation conversation, int atLeast) {
    var lines = new History(session).newest(conversation, atLeast);
    lines.forEach(message -> view.message(message, conversation));
    lines.forEach(this::shown);
    markRead(lines);
  }

  /** One's own messages are known by their ids: where they stand changes when they are accepted. */
  private void shown(Message message) {
    if (!isOwn(message)) {
      shownUpTo.merge(message.conversation(), message.order(), Math::max);
      return;
    }
    remember(message);
    if (message.state() != Message.State.SENDING) {
      message.id().ifPresent(ownShown::add);
    }
  }

  /** Sends what was typed, and shows it. */
  synchronized void send(ConversationId conversation, String text) {
    try {
      var outgoing = session.client().send(conversation, text);
      ownShown.add(outgoing.id());
      lastOwn.put(conversation, outgoing.id());
      lastState.remove(conversation);
      view.typed(outgoing.message(), with(conversation));
    } catch (CulverException.NotPossible tooLong) {
      view.warning(tooLong.getMessage());
    }
  }

  @Override
  public synchronized void on(Event event) {
    try {
      show(event);
    } catch (Failure unshown) {
      end(unshown);
    }
  }

  private void show(Event event) {
    switch (event) {
      case Event.MessageAdded added -> added(added.message());
      case Event.MessageChanged changed -> changed(changed.message());
      case Event.Connection connection -> connection(connection);
      case Event.CatchingUp catchingUp -> view.catchingUp(catchingUp.missing());
      case Event.CaughtUp _ -> {
        view.caughtUp();
        caughtUp.complete(null);
      }
      case Event.DevicesChanged devices -> devices(devices);
      case Event.SignedOut signedOut -> end(Failures.signedOut("Signed out: " + Printable.name(signedOut.reason())));
      case Event.Distrust distrust -> view.warning("The server did what it must not: " + distrust.what());
      case Event.Typing typing -> {
        if (concerns(typing.conversation())) {
          view.typing(typing, with(typing.conversation()));
        }
      }
      case Event.ConversationChanged _ -> {
        // Titles are looked up whenever they are named.
      }
      case Event.ConversationAdded _ -> {
        // Its first lines come by themselves.
      }
      case Event.ReceiptChanged _ -> {
        // The messages concerned are told to have changed.
      }
      case Event.ContactChanged _ -> {
        // People are looked up whenever they are named.
      }
    }
  }

  private void added(Message message) {
    if (!concerns(message.conversation())) {
      return;
    }
    if (isShown(message)) {
      remember(message);
      return;
    }
    view.message(message, with(message.conversation()));
    shown(message);
    markRead(List.of(message));
  }

  private boolean isShown(Message message) {
    return isOwn(message)
        ? message.id().filter(ownShown::contains).isPresent()
        : message.order() <= shownUpTo.getOrDefault(message.conversation(), 0L);
  }

  private void changed(Message message) {
    if (!concerns(message.conversation()) || message.state() == Message.State.SENDING) {
      return;
    }
    var isLast = message.id().equals(Optional.ofNullable(lastOwn.get(message.conversation())));
    // What others do to it changes a message, too, and says nothing new of how far it got.
    var before = isLast ? lastState.put(message.conversation(), message.state()) : null;
    var matters = message.state() == Message.State.FAILED
        || isLast && message.state() != Message.State.SENT && message.state() != before;
    if (matters || session.context().options().json()) {
      view.state(message, with(message.conversation()));
    }
  }

  private void devices(Event.DevicesChanged devices) {
    if (devices.wasVerified() && (only.isEmpty() || with(only.get()).role(devices.account()).isPresent())) {
      view.warning("You had verified this person, but their devices have changed: compare the safety number again.");
    }
  }

  private void connection(Event.Connection connection) {
    view.connection(connection);
    if (connection.state() == ConnectionState.REPLACED) {
      end(new Failure(ExitCode.IN_USE, "Another connection of this device took over.",
          "Is a copy of this profile in use elsewhere?"));
    } else if (connection.state() == ConnectionState.WAITING) {
      caughtUp.completeExceptionally(new Failure(ExitCode.NOT_REACHED,
          connection.reason().map(Printable::name).orElse("The server cannot be reached."), "Is the server running?"));
    }
  }

  private void end(Failure failure) {
    caughtUp.completeExceptionally(failure);
    over.completeExceptionally(failure);
  }

  private boolean concerns(ConversationId conversation) {
    return only.isEmpty() || only.get().equals(conversation);
  }

  private boolean isOwn(Message message) {
    return message.sender().equals(session.self())
        && (message.content() instanceof Content.Text || message.content() instanceof Content.Media);
  }

  private void remember(Message message) {
    if (isOwn(message)) {
      message.id().filter(id -> !id.equals(lastOwn.put(message.conversation(), id)))
          .ifPresent(id -> lastState.remove(message.conversation()));
    }
  }

  private Conversation with(ConversationId conversation) {
    return session.client().conversation(conversation);
  }

  private void markRead(List<Message> messages) {
    if (!keepUnread) {
      messages.reversed().stream().filter(message -> !message.sender().equals(session.self())).findFirst()
          .ifPresent(session.client()::markRead);
    }
  }

  /** Done when what was missed has been shown; fails with a {@link Failure}, also at the first failed connection. */
  CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  /** Fails with a {@link Failure} when nothing more can arrive. */
  CompletableFuture<Void> over() {
    return over;
  }
}
