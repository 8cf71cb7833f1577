package app.culver.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(name = "culver", mixinStandardHelpOptions = true, version = "culver 1.0.0", scope = ScopeType.INHERIT)
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
