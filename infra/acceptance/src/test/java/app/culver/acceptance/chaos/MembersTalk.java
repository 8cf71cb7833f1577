package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening;
import app.culver.client.Content;
import app.culver.client.Role;
import java.util.List;

/** A small group that is disturbed from its very beginning: it is created, changed, and a device is removed. */
final class MembersTalk extends GroupTalk {

  MembersTalk(Whereabouts whereabouts, Plan plan) {
    super(whereabouts, plan, 2);
  }

  @Override
  void talk(int messages) {
    troubles().begin();
    // Another one, so that both ways of creating a conversation are disturbed.
    var direct = Patience.insist(() -> alice.client().conversationWith(others.getLast().account()));
    List.of(alice, others.getLast()).forEach(member -> history()
        .note(new Happening.Joined(direct.id().value(), member.account().value(), 1)));
    meet();
    dismiss();
    alice.insist(() -> alice.client().setRole(conversation, bob().account(), Role.ADMIN));
    alice.awaitLine(conversation, new Content.RoleChanged(bob().account(), Role.ADMIN));
    remove();
    write(messages);
    flush();
    lastWord();
  }

  /** Nothing but what they write. */
  @Override
  void disrupt() {}

  @Override
  int changes() {
    return 4;
  }
}
