package app.culver.cli;

import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "account")
final class AccountCommand implements Runnable {
  private final Context context;
  @Spec private CommandSpec spec;

  AccountCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing a command. Which ones there are: culver account --help");
  }

  @Command(name = "delete")
  int delete(@Option(names = {"-y", "--yes"}) boolean yes) {
    try (var session = context.open()) {
      try (var _ = session.waiting("Fetching what is new")) {
        session.client().sync();
      }
      requireSuccessors(session);
      if (!yes && !isMeant(session.client())) {
        return ExitCode.FAULT;
      }
      try (var _ = session.waiting("Deleting the account")) {
        session.client().deleteAccount();
      }
    }
    context.profile().delete();
    if (!context.options().json()) {
      context.console().err().println("The account is deleted.");
    }
    return ExitCode.DONE;
  }

  /** Before anything is left: nobody else could give these groups an owner. */
  private static void requireSuccessors(Session session) {
    var people = new People(session.client(), session.self());
    var titles = session.client().conversations().stream().filter(group -> isLastOwner(group, session.self()))
        .map(people::title).collect(Collectors.joining(", "));
    if (!titles.isEmpty()) {
      throw new Failure(ExitCode.REFUSED, "You are the only owner of: " + titles + ".",
          "Make another member owner first: culver group role GROUP MEMBER owner");
    }
  }

  private static boolean isLastOwner(Conversation group, AccountId self) {
    var owners = group.members().stream().filter(member -> member.role() == Role.OWNER).toList();
    return group.kind() == Conversation.Kind.GROUP && group.ended().isEmpty() && group.members().size() > 1
        && owners.size() == 1 && owners.getFirst().account().equals(self);
  }

  /** By a word that nobody types by accident. */
  private boolean isMeant(Culver client) {
    var word = client.account().handle().orElse("delete");
    context.console().err()
        .println("This deletes the account with all of its devices, and what this machine has of it: "
            + "for good. It leaves all groups.");
    var answer = context.console().ask("Type " + word + " to go on:", "--yes");
    return answer.toLowerCase(Locale.ROOT).replaceFirst("^@", "").equals(word);
  }
}
