package app.culver.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "lifetime")
final class LifetimeCommand extends SessionCommand {
  @Parameters(index = "0", paramLabel = "PEER") private String peer;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TIME") private String time;

  LifetimeCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var conversation = session.talks().open(peer);
    if (time != null) {
      return AboutMessage.await(session, session.client().setLifetime(conversation.id(), parsed()));
    }
    session.context().console().out()
        .println(session.client().lifetime(conversation.id()).map(Lines::duration).orElse("for good"));
    return ExitCode.DONE;
  }

  private Optional<Duration> parsed() {
    if (time.equals("off")) {
      return Optional.empty();
    }
    if (!time.matches("[1-9][0-9]{0,7}[smhd]")) {
      throw new Failure(ExitCode.USAGE, "That is no time: " + time, "Write 30s, 10m, 8h, 7d or off.");
    }
    var count = Long.parseLong(time.substring(0, time.length() - 1));
    return Optional.of(switch (time.charAt(time.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    });
  }
}
