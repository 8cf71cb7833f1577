package app.culver.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "listen")
final class ListenCommand extends SessionCommand {
  @Option(names = "--keep-unread") private boolean keepUnread;

  ListenCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var feed = new Feed(session, session.view(), Optional.empty(), keepUnread);
    session.context().machine().atInterrupt().accept(session::leave);
    feed.follow(0);
    session.client().connect();
    Waiting.forIt(feed.over());
    return ExitCode.DONE;
  }
}
