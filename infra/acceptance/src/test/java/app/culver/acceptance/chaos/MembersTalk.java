package app.culver.acceptance.chaos;

import app.culver.client.Content;
import app.culver.client.Role;

/** A small group that is disturbed from its very beginning: it is created, changed, and a device is removed. */
final class MembersTalk extends GroupTalk {

  MembersTalk(Whereabouts whereabouts, Plan plan) {
    super(whereabouts, plan, 2);
  }

  @Override
  void talk(int messages) {
    troubles().begin();
    // Another one, so that both ways of creating a conversation are disturbed.
    alice.insist(() -> alice.client().conversationWith(others.getLast().account()));
    meet();
    dismiss();
    alice.insist(() -> alice.client().setRole(conversation, bob().account(), Role.ADMIN));
    alice.awaitLine(conversation, new Content.RoleChanged(bob().account(), Role.ADMIN));
    remove();
    write(messages);
    flush();
  }

  /** Nothing but what they write. */
  @Override
  void disrupt() {}

  @Override
  int changes() {
    return 4;
  }
}
