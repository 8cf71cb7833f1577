package app.culver.cli;

import app.culver.client.Conversation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "listen")
final class ListenCommand extends SessionCommand {
  @Parameters(arity = "0..1", paramLabel = "PEER") private String peer;
  @Option(names = "--keep-unread") private boolean keepUnread;

  ListenCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var only = Optional.ofNullable(peer).map(session.talks()::open).map(Conversation::id);
    var feed = new Feed(session, session.view(), only, keepUnread);
    session.context().machine().atInterrupt().accept(session::leave);
    feed.follow(0);
    session.client().connect();
    Waiting.forIt(feed.over());
    return ExitCode.DONE;
  }
}
