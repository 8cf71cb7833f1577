package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.CulverException;
import app.culver.client.identifier.ConversationId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "chat")
final class ChatCommand extends SessionCommand {
  private static final int CONTEXT_LINES = 10;
  private static final Duration LAST_SENDS = Duration.ofSeconds(30);

  @Parameters(paramLabel = "PEER") private String peer;

  ChatCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var talk = session.talks().open(peer);
    var conversation = talk.id();
    var console = session.context().console();
    var onTerminal = console.terminals().in() && console.terminals().out() && !session.context().options().json();
    session.context().machine().atInterrupt().accept(session::close);
    try (var lines = onTerminal
        ? session.context().machine().lines().editor("> ", () -> typing(session, conversation))
        : LineSource.plain(console)) {
      var feed = new Feed(session, session.view(lines), Optional.of(conversation), false);
      if (onTerminal) {
        var verified = session.client().contact(talk.other(session.self())).verified();
        lines.print(new People(session.client(), session.self()).title(talk)
            + (talk.kind() == Conversation.Kind.DIRECT && verified ? " (verified)" : "")
            + ": Enter sends, Ctrl-D ends");
      }
      feed.follow(CONTEXT_LINES);
      session.client().connect();
      var typed = CompletableFuture.runAsync(() -> sendLines(lines, feed, conversation), ChatCommand::start);
      Waiting.forIt(CompletableFuture.anyOf(typed, feed.over()));
      return finish(session);
    }
  }

  private static void start(Runnable reading) {
    // A daemon: nothing can interrupt a read from standard input.
    Thread.ofPlatform().daemon().name("input").start(reading);
  }

  private static void typing(Session session, ConversationId conversation) {
    try {
      session.client().typing(conversation);
    } catch (CulverException over) {
      // Whatever ended the session or closed the profile ends the conversation, too, and says so.
    }
  }

  private static void sendLines(LineSource lines, Feed feed, ConversationId conversation) {
    for (var line = lines.next(); line.isPresent() && !line.get().equals("/quit"); line = lines.next()) {
      if (!line.get().isBlank()) {
        feed.send(conversation, line.get());
      }
    }
  }

  private static int finish(Session session) {
    try (var _ = session.waiting("Sending the last messages")) {
      session.client().flush(LAST_SENDS);
      return ExitCode.DONE;
    } catch (CulverException.TimedOut late) {
      throw Failures.of(late);
    }
  }
}
