package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.Accepted;
import app.culver.acceptance.history.Happening.Fetched;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.client.Content;
import app.culver.client.Role;
import app.culver.client.identifier.ConversationId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Four people in a group, of whom Alice removes one in the midst of it, and adds them again. */
class GroupTalk extends Talk {
  private static final int TITLES = 2;

  GroupTalk(Whereabouts whereabouts, Plan plan) {
    this(whereabouts, plan, 3);
  }

  GroupTalk(Whereabouts whereabouts, Plan plan, int others) {
    super(whereabouts, plan, others);
  }

  @Override
  ConversationId begin() {
    var accounts = others.stream().map(Actor::account).toList();
    return Patience.insist(() -> alice.client().createGroup("Talk", accounts, Optional.empty())).id();
  }

  @Override
  int changes() {
    return 3;
  }

  @Override
  void disrupt() {
    super.disrupt();
    dismiss();
  }

  /** Has Carol removed, and added again. */
  final void dismiss() {
    var carol = others.get(1);
    var account = List.of(carol.account());
    alice.insist(() -> alice.client().removeMembers(conversation, account));
    var left = alice.awaitLine(conversation, new Content.MembersRemoved(account));
    history().note(new Happening.Left(conversation.value(), carol.account().value(), left));
    // Who is added again before having read to the end of the first time cannot read it any more.
    carol.insist(() -> carol.client().sync());
    carol.awaitLine(conversation, new Content.MembersRemoved(account));
    write(alice, 100);
    write(others.getFirst(), 100);
    alice.flush();
    outside(carol);
    alice.insist(() -> alice.client().addMembers(conversation, account, Role.MEMBER));
    joined(carol, alice.awaitLine(conversation, new Content.MembersAdded(account)));
    carol.insist(() -> carol.client().sync());
    carol.awaitLine(conversation, new Content.MembersAdded(account));
  }

  /** A device of one who is no member at the moment, new, so that it knows nothing yet, asks for all there is. */
  private void outside(Actor former) {
    Patience.insist(new StoredLog(further(former), conversation)::entries);
  }

  /** Of those that were not for them, no screen shows any; that all others are there, the history tells. */
  @Override
  int expected(Actor actor, int sent) {
    return 0;
  }

  @Override
  void settle() {
    super.settle();
    noteTitles();
  }

  /**
   * Alice's device tells by itself what the group is called, once when it begins and once when Carol comes back. It may
   * have been told of the acceptance, or have found the message in the log.
   */
  private void noteTitles() {
    var written = history().all(SendBegun.class).stream().map(SendBegun::message).collect(Collectors.toSet());
    var titles = Stream.concat(history().all(Accepted.class).stream().map(Accepted::message),
        history().all(Fetched.class).stream().flatMap(fetched -> fetched.entries().stream()).map(Placed::message))
        .filter(message -> message.device().equals(alice.device()) && !written.contains(message)).distinct().toList();
    if (titles.size() <= TITLES) {
      titles.forEach(title -> history().note(new SendBegun(conversation.value(), title, "")));
    }
  }
}
