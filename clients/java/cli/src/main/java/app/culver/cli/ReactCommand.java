package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.Message;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "react")
final class ReactCommand extends AboutMessage {
  @Parameters(index = "1", arity = "0..1", paramLabel = "EMOJI") private String emoji;

  ReactCommand(Context context) {
    super(context);
  }

  @Override
  Predicate<Message> fits(Session session) {
    return message -> !isOwn(session, message);
  }

  @Override
  int run(Session session, Conversation conversation, Message message) {
    return await(session, session.client().react(message, Optional.ofNullable(emoji)));
  }
}
