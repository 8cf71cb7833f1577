package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.Message;
import java.util.function.Predicate;
import picocli.CommandLine.Command;

@Command(name = "delete")
final class DeleteCommand extends AboutMessage {
  DeleteCommand(Context context) {
    super(context);
  }

  @Override
  Predicate<Message> fits(Session session) {
    return message -> isOwn(session, message);
  }

  @Override
  int run(Session session, Conversation conversation, Message message) {
    return await(session, session.client().delete(message));
  }
}
