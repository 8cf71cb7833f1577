package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "privacy")
final class PrivacyCommand extends SessionCommand {
  @Option(names = "--read-receipts", paramLabel = "on|off") private Switch readReceipts;

  @Option(names = "--typing", paramLabel = "on|off") private Switch typing;

  /** As it is written. */
  enum Switch {
    on, off
  }

  PrivacyCommand(Context context) {
    super(context);
  }

  /** It is kept on this device alone, and asks nothing of the network. */
  @Override
  boolean drains() {
    return false;
  }

  @Override
  int run(Session session) {
    var client = session.client();
    if (readReceipts != null) {
      client.sendReadReceipts(readReceipts == Switch.on);
    }
    if (typing != null) {
      client.sendTyping(typing == Switch.on);
    }
    session.view().privacy(client.sendsReadReceipts(), client.sendsTyping());
    return ExitCode.DONE;
  }
}
