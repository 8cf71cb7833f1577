package app.culver.cli;

import app.culver.client.CulverException;
import java.io.PrintWriter;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** Puts the commands together, and tells what goes wrong in them. */
final class Commands {
  private Commands() {}

  /** Runs one command line. Answers its {@link ExitCode}. */
  static int run(Machine machine, String... arguments) {
    var options = new GlobalOptions();
    var context = new Context(machine, options);
    var commands = new CommandLine(new CulverCommand(options)).addSubcommand(new LoginCommand(context))
        .addSubcommand(new ProfileCommand(context)).addSubcommand(new HandleCommand(context))
        .addSubcommand(new DevicesCommand(context)).addSubcommand(new FindCommand(context))
        .addSubcommand(new SendCommand(context)).addSubcommand(new ReadCommand(context))
        .addSubcommand(new ListenCommand(context)).addSubcommand(new ChatCommand(context))
        .addSubcommand(new ReplyCommand(context)).addSubcommand(new ReactCommand(context))
        .addSubcommand(new EditCommand(context)).addSubcommand(new DeleteCommand(context))
        .addSubcommand(new SaveCommand(context)).addSubcommand(new LifetimeCommand(context))
        .addSubcommand(new ReceiptsCommand(context)).addSubcommand(new PrivacyCommand(context))
        .addSubcommand(new GroupCommand(context))
        .addSubcommand(new BlockCommand(context)).addSubcommand(new UnblockCommand(context))
        .addSubcommand(new BlockedCommand(context)).addSubcommand(new VerifyCommand(context))
        .addSubcommand(new LogoutCommand(context)).addSubcommand(new AccountCommand(context))
        .addSubcommand(new CompletionCommand(machine.console())).addSubcommand(new HelpCommand());
    commands.setResourceBundle(ResourceBundle.getBundle("app.culver.cli.Help"));
    layOutHelp(commands);
    commands.setOut(machine.console().out()).setErr(machine.console().err());
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(context.style().enabled() ? Ansi.ON : Ansi.OFF));
    commands.setParameterExceptionHandler((wrong, given) -> misused(context, wrong));
    commands.setExecutionExceptionHandler((thrown, command, parsed) -> failed(context, thrown));
    try {
      return commands.execute(arguments);
    } finally {
      machine.console().out().flush();
      machine.console().err().flush();
    }
  }

  private static void layOutHelp(CommandLine command) {
    command.getCommandSpec().usageMessage().autoWidth(true).abbreviateSynopsis(true).sortOptions(false)
        .synopsisSubcommandLabel("COMMAND");
    command.getSubcommands().values().forEach(Commands::layOutHelp);
  }

  private static int misused(Context context, ParameterException wrong) {
    var err = context.console().err();
    var command = wrong.getCommandLine();
    tell(context, new Failure(ExitCode.USAGE, wrong.getMessage(),
        "How to use it: " + command.getCommandSpec().qualifiedName() + " --help"));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Context context, Exception thrown) throws Exception {
    var failure = switch (thrown) {
      case Failure expected -> expected;
      case CulverException expected -> Failures.of(expected);
      default -> throw thrown;
    };
    tell(context, failure);
    return failure.exitCode();
  }

  private static void tell(Context context, Failure failure) {
    PrintWriter err = context.console().err();
    if (context.options().json()) {
      err.println(JsonLine.write(JsonLine.of("error").put("exitCode", failure.exitCode())
          .put("message", failure.getMessage()).put("advice", failure.advice())));
    } else {
      err.println("culver: " + Printable.text(failure.getMessage(), "  "));
      if (!failure.advice().isEmpty()) {
        err.println(Printable.text(failure.advice(), "  "));
      }
    }
    err.flush();
  }
}
