package app.culver.cli;

import app.culver.client.Contact;
import app.culver.client.Conversation;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "group")
final class GroupCommand implements Runnable {
  private final Context context;
  @Spec private CommandSpec spec;

  GroupCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing a command. Which ones there are: culver group --help");
  }

  @Command(name = "create")
  int create(@Parameters(paramLabel = "TITLE") String title,
      @Parameters(paramLabel = "MEMBER", arity = "1..*") List<String> members) {
    return with(session -> {
      var accounts = accounts(session, members);
      show(session, session.client().createGroup(title, accounts, Optional.empty()));
      return ExitCode.DONE;
    });
  }

  @Command(name = "add")
  int add(@Parameters(paramLabel = "GROUP") String group,
      @Parameters(paramLabel = "MEMBER", arity = "1..*") List<String> members,
      @Option(names = "--as", paramLabel = "ROLE", defaultValue = "member") String role) {
    return with(session -> {
      var found = session.talks().group(group);
      var given = role(role);
      show(session, session.client().addMembers(found.id(), accounts(session, members), given));
      return ExitCode.DONE;
    });
  }

  @Command(name = "remove")
  int remove(@Parameters(paramLabel = "GROUP") String group,
      @Parameters(paramLabel = "MEMBER", arity = "1..*") List<String> members) {
    return with(session -> {
      var found = session.talks().group(group);
      var accounts = members.stream().map(member -> member(session, found, member)).toList();
      show(session, session.client().removeMembers(found.id(), accounts));
      return ExitCode.DONE;
    });
  }

  @Command(name = "leave")
  int leave(@Parameters(paramLabel = "GROUP") String group, @Option(names = {"-y", "--yes"}) boolean yes) {
    return with(session -> {
      var found = session.talks().group(group);
      if (!yes && !context.console().confirm("Leave " + new People(session.client(), session.self()).title(found) + "?",
          "--yes")) {
        return ExitCode.FAULT;
      }
      session.client().leave(found.id());
      return ExitCode.DONE;
    });
  }

  @Command(name = "role")
  int role(@Parameters(paramLabel = "GROUP") String group, @Parameters(paramLabel = "MEMBER") String member,
      @Parameters(paramLabel = "ROLE") String role) {
    return with(session -> {
      var found = session.talks().group(group);
      show(session, session.client().setRole(found.id(), member(session, found, member), role(role)));
      return ExitCode.DONE;
    });
  }

  @Command(name = "title")
  int title(@Parameters(paramLabel = "GROUP") String group, @Parameters(paramLabel = "TITLE") String title) {
    return with(session -> {
      var found = session.talks().group(group);
      session.client().setTitle(found.id(), title, found.picture());
      return ExitCode.DONE;
    });
  }

  @Command(name = "picture")
  int picture(@Parameters(paramLabel = "GROUP") String group,
      @Parameters(paramLabel = "FILE", arity = "0..1") Optional<Path> file) {
    var picture = file.map(PictureFile::read);
    return with(session -> {
      var found = session.talks().group(group);
      var title = found.title().orElseThrow(() -> new Failure(ExitCode.FAULT,
          "What the group is called is not known on this device yet.", "Give it a title: culver group title"));
      session.client().setTitle(found.id(), title, picture);
      return ExitCode.DONE;
    });
  }

  @Command(name = "members")
  int members(@Parameters(paramLabel = "GROUP") String group) {
    return with(session -> {
      show(session, session.talks().group(group));
      return ExitCode.DONE;
    });
  }

  private int with(ToIntFunction<Session> work) {
    return context.inSession(session -> {
      try (var _ = session.waiting("Fetching what is new")) {
        // A change is signed over the group as it is now.
        session.client().sync();
      }
      return work.applyAsInt(session);
    });
  }

  private static void show(Session session, Conversation group) {
    session.view().group(group, session.client().members(group.id()));
  }

  private static List<AccountId> accounts(Session session, List<String> members) {
    return members.stream().map(session.peers()::find).map(Contact::id).toList();
  }

  /** A member by the name that the group's members are shown with, or in any other way. */
  private static AccountId member(Session session, Conversation group, String word) {
    var bare = word.startsWith("@") ? word.substring(1) : word;
    var named = group.members().stream().map(member -> session.client().contact(member.account()))
        .filter(contact -> contact.name().filter(bare::equalsIgnoreCase).isPresent()
            || contact.handle().filter(bare::equalsIgnoreCase).isPresent())
        .map(Contact::id).toList();
    return named.size() == 1 ? named.getFirst() : session.peers().find(word).id();
  }

  private static Role role(String word) {
    try {
      return Role.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new Failure(ExitCode.USAGE, "There is no role " + word + ".", "Give one of: owner, admin, member");
    }
  }
}
