package app.culver.cli;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import java.time.Duration;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that does something to one message of a conversation: the newest that it can be done to, or one before. */
abstract class AboutMessage extends SessionCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 200;

  @Parameters(index = "0", paramLabel = "PEER") private String peer;

  @Option(names = "--back", paramLabel = "COUNT", defaultValue = "1") private int back;

  AboutMessage(Context context) {
    super(context);
  }

  @Override
  final int run(Session session) {
    if (back < 1) {
      throw new Failure(ExitCode.USAGE, "There is no such message.", "Give --back a number from 1 on.");
    }
    session.client().sync();
    var conversation = session.talks().open(peer);
    var found = session.client().history(conversation.id(), Long.MAX_VALUE, PAGE).reversed().stream()
        .filter(message -> isMessage(message) && fits(session).test(message)).skip(back - 1L).findFirst()
        .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "There is no such message.",
            "See what there is: culver read " + peer));
    return run(session, conversation, found);
  }

  private static boolean isMessage(Message message) {
    return message.seq().isPresent()
        && (message.content() instanceof Content.Text || message.content() instanceof Content.Media);
  }

  /** Which messages it can be done to. */
  abstract Predicate<Message> fits(Session session);

  /** Does it. */
  abstract int run(Session session, Conversation conversation, Message message);

  static boolean isOwn(Session session, Message message) {
    return message.sender().equals(session.self());
  }

  /** Waits until the server has it. */
  static int await(Session session, Outgoing outgoing) {
    try (var _ = session.waiting("Sending")) {
      var sent = outgoing.await(Message.State.SENT, PATIENCE);
      if (sent.state() == Message.State.FAILED) {
        throw new Failure(ExitCode.REFUSED, "Not sent: " + sent.failure().orElse("refused"), "");
      }
      return ExitCode.DONE;
    }
  }
}
