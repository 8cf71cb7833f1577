package app.culver.cli;

import picocli.CommandLine.Command;

@Command(name = "blocked")
final class BlockedCommand extends SessionCommand {

  BlockedCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    var view = session.view();
    session.client().blocked().forEach(blocked -> view.contact(session.client().contact(blocked.account())));
    return ExitCode.DONE;
  }
}
