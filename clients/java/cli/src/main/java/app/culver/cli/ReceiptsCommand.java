package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.Message;
import java.util.function.Predicate;
import picocli.CommandLine.Command;

@Command(name = "receipts")
final class ReceiptsCommand extends AboutMessage {
  ReceiptsCommand(Context context) {
    super(context);
  }

  @Override
  Predicate<Message> fits(Session session) {
    return message -> isOwn(session, message);
  }

  @Override
  int run(Session session, Conversation conversation, Message message) {
    session.view().readers(message, conversation, session.client().readers(message));
    return ExitCode.DONE;
  }
}
