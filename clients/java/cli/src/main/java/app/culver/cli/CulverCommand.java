package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(name = "culver", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, sortOptions = false, version = "culver 1.0.0", synopsisSubcommandLabel = "COMMAND", abbreviateSynopsis = true, usageHelpAutoWidth = true, description = "Write messages that only you and those you write to can read.", footer = {
    "", "Examples:", "  culver login +4915112345678", "  culver send @bob \"Are you there?\"",
    "  culver chat bob", "  culver --profile work listen",
    "  culver help send"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:Done.",
        "1:A fault, or answered with no.", "2:The command line cannot be meant so.",
        "3:Not signed in.", "4:The server could not be reached.", "5:Nobody or nothing by that name, or more than one.",
        "6:Refused by the server.", "7:Not in time; a message stays in the outbox.",
        "8:The profile is in use by another culver.", "9:The profile does not open.", "130:Ended by Ctrl-C."})
final class CulverCommand implements Runnable {
  @Mixin private final GlobalOptions options;

  @Spec private CommandSpec spec;

  CulverCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing a command. Which ones there are: culver --help");
  }
}
