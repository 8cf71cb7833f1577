package app.culver.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "listen", description = "Show messages as they arrive, and how far your own get.", footer = {"",
    "It begins with what is unread. What is shown counts as read. Ctrl-C ends it; to write back, use",
    "culver chat.", "", "Examples:", "  culver listen", "  culver listen --json --keep-unread | my-bot"})
final class ListenCommand extends SessionCommand {
  @Option(names = "--keep-unread", description = "Do not count what is shown as read.") private boolean keepUnread;

  ListenCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var feed = new Feed(session, session.view(), Optional.empty(), keepUnread);
    session.context().machine().atInterrupt().accept(session::close);
    feed.begin(0);
    session.client().listen(feed);
    session.client().connect();
    Waiting.forIt(feed.over());
    return ExitCode.DONE;
  }
}
