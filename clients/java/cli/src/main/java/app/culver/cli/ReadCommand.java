package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.CulverException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read")
final class ReadCommand extends SessionCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(arity = "0..1", paramLabel = "PEER") private String peer;

  @Option(names = {"-n",
      "--limit"}, paramLabel = "LINES", defaultValue = "50") private int limit;

  @Option(names = "--offline") private boolean offline;

  @Option(names = "--keep-unread") private boolean keepUnread;

  ReadCommand(Context context) {
    super(context);
  }

  @Override
  boolean drains() {
    return !offline;
  }

  @Override
  int run(Session session) {
    if (limit < 1) {
      throw new Failure(ExitCode.USAGE, "There is nothing to show.", "Give --limit a number from 1 on.");
    }
    var unreached = offline ? Optional.<Failure>empty() : catchUp(session);
    if (peer == null) {
      var view = session.view();
      session.client().conversations().forEach(view::conversation);
    } else {
      session.talks().here(peer, offline).ifPresentOrElse(found -> show(session, found),
          () -> session.note("There is no conversation yet. Begin it: culver chat " + peer));
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

  private void show(Session session, Conversation conversation) {
    var view = session.view(session.context().console().out()::println, true);
    new Feed(session, view, Optional.of(conversation.id()), keepUnread).begin(limit);
    session.context().console().out().flush();
  }
}
