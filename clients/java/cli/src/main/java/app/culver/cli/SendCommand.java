package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "send")
final class SendCommand extends SessionCommand {
  @Parameters(index = "0", paramLabel = "PEER") private String peer;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "TEXT") private List<String> words = List
      .of();

  @Option(names = "--file", paramLabel = "FILE") private List<Path> files = List.of();

  @Option(names = "--unchanged") private boolean unchanged;

  @Option(names = "--no-wait") private boolean noWait;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60") private int seconds;

  SendCommand(Context context) {
    super(context);
  }

  @Override
  boolean drains() {
    return !noWait;
  }

  @Override
  int run(Session session) {
    var text = words.isEmpty() && files.isEmpty() || words.equals(List.of("-"))
        ? session.context().console().rest()
        : String.join(" ", words);
    if (seconds < 1) {
      throw new Failure(ExitCode.USAGE, "There is no time to wait.", "Give --timeout a number of seconds from 1 on.");
    }
    if (text.isBlank() && files.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "There is nothing to send.", "Write a text after the name, or pipe one in.");
    }
    try (var _ = session.waiting("Sending")) {
      var conversation = session.talks().open(peer);
      var outgoing = files.isEmpty()
          ? session.client().send(conversation.id(), text)
          : unchanged
              ? session.client().sendFilesUnchanged(conversation.id(), files, text)
              : session.client().sendFiles(conversation.id(), files, text);
      var message = noWait
          ? outgoing.message()
          : outgoing.await(Message.State.SENT, Duration.ofSeconds(seconds));
      return report(session, message, conversation);
    }
  }

  private static int report(Session session, Message message, Conversation conversation) {
    if (message.state() == Message.State.FAILED) {
      throw new Failure(ExitCode.REFUSED, "Not sent: " + message.failure().orElse("refused"), "");
    }
    if (session.context().options().json()) {
      session.view().message(message, conversation);
    }
    return ExitCode.DONE;
  }
}
