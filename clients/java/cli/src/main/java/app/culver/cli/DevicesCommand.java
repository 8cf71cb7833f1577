package app.culver.cli;

import app.culver.client.Culver;
import app.culver.client.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "devices")
final class DevicesCommand extends SessionCommand {
  private final Context context;

  DevicesCommand(Context context) {
    super(context);
    this.context = context;
  }

  @Override
  int run(Session session) {
    return list(session);
  }

  private static int list(Session session) {
    var view = session.view();
    session.client().devices().forEach(view::device);
    return ExitCode.DONE;
  }

  @Command(name = "list")
  int list() {
    return context.inSession(DevicesCommand::list);
  }

  @Command(name = "rename")
  int rename(@Parameters(paramLabel = "DEVICE") String device, @Parameters(paramLabel = "NAME") String name) {
    return context.inSession(session -> {
      session.client().renameDevice(find(session.client(), device).id(), name);
      return ExitCode.DONE;
    });
  }

  @Command(name = "remove")
  int remove(@Parameters(paramLabel = "DEVICE") String device,
      @Option(names = {"-y", "--yes"}) boolean yes) {
    return context.inSession(session -> {
      var found = find(session.client(), device);
      if (found.current()) {
        throw new Failure(ExitCode.USAGE, "That is this device.", "Sign it out instead: culver logout");
      }
      var name = found.name().map(Printable::name).orElse(found.id().value());
      if (!yes && !context.console().confirm("Remove " + name + "?", "--yes")) {
        return ExitCode.FAULT;
      }
      session.client().removeDevice(found.id());
      return ExitCode.DONE;
    });
  }

  private static Device find(Culver client, String word) {
    var found = client.devices().stream()
        .filter(device -> word.equals("this")
            ? device.current()
            : device.id().value().startsWith(word) || device.name().filter(word::equalsIgnoreCase).isPresent())
        .toList();
    if (found.size() != 1) {
      throw new Failure(ExitCode.NOT_FOUND,
          found.isEmpty() ? "No device is called so." : "More than one device is called so.",
          "See them: culver devices");
    }
    return found.getFirst();
  }
}
