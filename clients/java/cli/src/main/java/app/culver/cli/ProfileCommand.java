package app.culver.cli;

import app.culver.client.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "profile")
final class ProfileCommand extends SessionCommand {
  @Option(names = "--name", paramLabel = "NAME") private String name;

  @Option(names = "--picture", paramLabel = "FILE") private Path picture;

  @Option(names = "--no-picture") private boolean noPicture;

  ProfileCommand(Context context) {
    super(context);
  }

  @Override
  int run(Session session) {
    if (name != null) {
      session.client().setName(name);
    }
    if (picture != null || noPicture) {
      session.client().setPicture(noPicture ? Optional.empty() : Optional.of(read(picture)));
    }
    session.view().account(session.client().account());
    return ExitCode.DONE;
  }

  private static Picture read(Path file) {
    try {
      var type = Files.probeContentType(file);
      return Picture.of(type == null ? "" : type, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new Failure(ExitCode.USAGE, "The picture cannot be read: " + file, "");
    } catch (IllegalArgumentException noPicture) {
      throw new Failure(ExitCode.USAGE, "That cannot be the picture: " + file,
          "It has to be a WebP, JPEG or PNG of at most 5,000 bytes.");
    }
  }
}
