package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.Message;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "edit")
final class EditCommand extends AboutMessage {
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT") private List<String> words;

  EditCommand(Context context) {
    super(context);
  }

  @Override
  Predicate<Message> fits(Session session) {
    return message -> isOwn(session, message);
  }

  @Override
  int run(Session session, Conversation conversation, Message message) {
    return await(session, session.client().edit(message, String.join(" ", words)));
  }
}
