package app.culver.cli;

import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "save")
final class SaveCommand extends AboutMessage {
  @Option(names = "--to", paramLabel = "FOLDER", defaultValue = ".") private Path folder;

  SaveCommand(Context context) {
    super(context);
  }

  @Override
  Predicate<Message> fits(Session session) {
    return message -> message.content() instanceof Content.Media;
  }

  @Override
  int run(Session session, Conversation conversation, Message message) {
    if (!Files.isDirectory(folder)) {
      throw new Failure(ExitCode.USAGE, "There is no folder " + folder + ".", "Give --to one that is there.");
    }
    var files = ((Content.Media) message.content()).files();
    for (var number = 0; number < files.size(); number++) {
      var target = free(files.get(number).fileName());
      try (var _ = session.waiting("Fetching " + target.getFileName())) {
        session.client().save(message, number, target);
      }
      session.context().console().out().println(target);
    }
    return ExitCode.DONE;
  }

  /** The sender chose the name: it replaces nothing. */
  private Path free(String name) {
    var dot = name.lastIndexOf('.');
    var stem = dot > 0 ? name.substring(0, dot) : name;
    var ending = dot > 0 ? name.substring(dot) : "";
    var target = folder.resolve(name);
    for (var count = 2; Files.exists(target); count++) {
      target = folder.resolve(stem + "-" + count + ending);
    }
    return target;
  }
}
