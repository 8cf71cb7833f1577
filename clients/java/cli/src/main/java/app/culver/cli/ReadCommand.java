package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.CulverException;
import app.culver.client.identifier.AccountId;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read", description = "Fetch what is new and show a conversation, or the list of all.", footer = {"",
    "What is shown counts as read. If the server cannot be reached, it shows what is on this device and",
    "ends with exit code 4.", "", "Examples:", "  culver read", "  culver read bob", "  culver read bob --limit 10",
    "  culver read bob --json | jq -r 'select(.kind == \"text\") | .text'"})
final class ReadCommand extends SessionCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(arity = "0..1", paramLabel = "PEER", description = Peers.SYNTAX) private String peer;

  @Option(names = {"-n",
      "--limit"}, paramLabel = "LINES", defaultValue = "50", description = "How many lines at most, but all that are unread. Default: ${DEFAULT-VALUE}.") private int limit;

  @Option(names = "--offline", description = "Show what is on this device, without asking the server.") private boolean offline;

  @Option(names = "--keep-unread", description = "Do not count what is shown as read.") private boolean keepUnread;

  ReadCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var unreached = offline ? Optional.<Failure>empty() : catchUp(session);
    if (peer == null) {
      var view = session.view();
      session.client().conversations().forEach(view::conversation);
    } else {
      show(session, session.peers().findHere(peer).id());
    }
    if (unreached.isPresent()) {
      throw unreached.get();
    }
    return ExitCode.DONE;
  }

  private static Optional<Failure> catchUp(Session session) {
    var silent = session.view(line -> {
      // What is new is shown with the rest.
    }, false);
    var feed = new Feed(session, silent, Optional.empty(), true);
    session.client().listen(feed);
    try (var _ = session.waiting("Fetching what is new")) {
      session.client().connect();
      Waiting.forIt(feed.caughtUp(), PATIENCE);
      return Optional.empty();
    } catch (CulverException.Unreachable unreachable) {
      return Optional.of(Failures.of(unreachable));
    } catch (Failure failure) {
      if (failure.exitCode() != ExitCode.NOT_REACHED) {
        throw failure;
      }
      return Optional.of(failure);
    }
  }

  private void show(Session session, AccountId account) {
    var conversation = session.client().conversations().stream()
        .filter(candidate -> candidate.other(session.self()).equals(account)).findFirst();
    conversation.ifPresentOrElse(found -> show(session, found),
        () -> session.note("There is no conversation yet. Begin it: culver chat " + peer));
  }

  private void show(Session session, Conversation conversation) {
    var view = session.view(session.context().console().out()::println, true);
    new Feed(session, view, Optional.of(conversation.id()), keepUnread).begin(Math.max(0, limit));
    session.context().console().out().flush();
  }
}
