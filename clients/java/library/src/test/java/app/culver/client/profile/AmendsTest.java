package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Message;
import app.culver.client.Outgoing;
import app.culver.client.Reaction;
import app.culver.client.Reference;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to messages, as both sides see it. */
class AmendsTest extends RealProfiles {
  private static final Duration SOON = Duration.ofSeconds(30);

  private Culver alice;
  private Culver bob;
  private ConversationId talk;

  @BeforeEach
  void talk() throws IOException {
    alice = signedIn("alice");
    bob = signedIn("bob");
    talk = alice.conversationWith(account(bob)).id();
  }

  private static AccountId account(Culver client) {
    return client.signedIn().orElseThrow().account();
  }

  /** Sent, and known to both. */
  private void settle(Outgoing outgoing) {
    assertThat(outgoing.await(Message.State.SENT, SOON).state()).isEqualTo(Message.State.SENT);
    alice.sync();
    bob.sync();
  }

  private Message text(Culver from, String text) {
    var outgoing = from.send(talk, text);
    settle(outgoing);
    return from.message(talk, Reference.to(outgoing.message())).orElseThrow();
  }

  private Message at(Culver client, Message message) {
    return client.message(talk, Reference.to(message)).orElseThrow();
  }

  private static List<Content> contents(Culver client, ConversationId conversation) {
    return client.history(conversation, Long.MAX_VALUE, 100).stream().map(Message::content).toList();
  }

  @Test
  void anAnswerNamesWhatItAnswers() {
    var question = text(alice, "Are you coming?");

    settle(bob.reply(at(bob, question), "Of course"));

    var answer = alice.history(talk, Long.MAX_VALUE, 1).get(0);
    assertThat(answer.content()).isEqualTo(
        new Content.Text("Of course", Optional.of(Reference.to(question)), Optional.empty(), false));
    assertThat(alice.message(talk, ((Content.Text) answer.content()).reply().orElseThrow())).hasValue(question);
  }

  @Test
  void anAccountHasOneReactionToAMessageAndMayTakeItBack() {
    var message = text(alice, "Look");
    settle(bob.react(at(bob, message), Optional.of("👍")));
    settle(alice.react(message, Optional.of("🎉")));
    settle(bob.react(at(bob, message), Optional.of("❤️")));
    for (var each : List.of(alice, bob)) {
      assertThat(each.reactions(at(each, message))).containsExactlyInAnyOrder(new Reaction(account(bob), "❤️"),
          new Reaction(account(alice), "🎉"));
    }

    settle(bob.react(at(bob, message), Optional.empty()));

    assertThat(alice.reactions(message)).containsExactly(new Reaction(account(alice), "🎉"));
    assertThat(alice.conversation(talk).unread()).isZero();
    assertThat(contents(alice, talk)).last()
        .isEqualTo(new Content.Reacted(Reference.to(message), Optional.empty()));
    assertThatThrownBy(() -> alice.react(message, Optional.of(""))).isInstanceOf(CulverException.NotPossible.class);
    assertThatThrownBy(() -> alice.react(message, Optional.of("x".repeat(65))))
        .isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void theLastTextStands() {
    var message = text(alice, "Fife o'clock");
    settle(alice.edit(message, "Five o'clock"));
    settle(alice.edit(message, "Six o'clock"));

    for (var each : List.of(alice, bob)) {
      assertThat(at(each, message).content()).isEqualTo(
          new Content.Text("Six o'clock", Optional.empty(), Optional.empty(), true));
    }
    assertThat(bob.conversation(talk).unread()).isEqualTo(1);
  }

  @Test
  void whatIsTakenBackIsGoneWithAllThatWasDoneToIt() {
    var message = text(alice, "A secret");
    settle(bob.react(at(bob, message), Optional.of("😮")));
    settle(alice.edit(message, "Another secret"));

    settle(alice.delete(message));

    for (var each : List.of(alice, bob)) {
      assertThat(at(each, message).content()).isEqualTo(new Content.Removed());
      assertThat(each.reactions(at(each, message))).isEmpty();
      assertThat(contents(each, talk)).noneMatch(content -> content.toString().contains("secret"))
          .noneMatch(Content.Reacted.class::isInstance).last()
          .isEqualTo(new Content.Deleted(Reference.to(message)));
    }
    var gone = at(alice, message);
    assertThatThrownBy(() -> alice.edit(gone, "again")).isInstanceOf(CulverException.NotPossible.class);
    assertThatThrownBy(() -> bob.react(at(bob, message), Optional.of("x")))
        .isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void nobodyChangesTheMessagesOfOthers() {
    var message = text(alice, "Mine");
    assertThatThrownBy(() -> bob.edit(at(bob, message), "yours")).isInstanceOf(CulverException.NotPossible.class);
    assertThatThrownBy(() -> bob.delete(at(bob, message))).isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void messagesGetTheLifetimeThatTheConversationHas() {
    var week = Optional.of(Duration.ofDays(7));
    settle(alice.setLifetime(talk, week));

    var message = text(bob, "For a week");

    assertThat(alice.lifetime(talk)).isEqualTo(week);
    assertThat(at(alice, message).content())
        .isEqualTo(new Content.Text("For a week", Optional.empty(), week, false));
    settle(bob.setLifetime(talk, Optional.empty()));
    assertThat(at(alice, text(bob, "For good")).content()).isEqualTo(new Content.Text("For good"));
    assertThatThrownBy(() -> alice.setLifetime(talk, Optional.of(Duration.ofSeconds(4))))
        .isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void inAGroupOnlyOwnersAndAdminsDecideOnLifetimes() {
    var group = alice.createGroup("Us", List.of(account(bob)), Optional.empty()).id();
    bob.sync();
    assertThatThrownBy(() -> bob.setLifetime(group, Optional.of(Duration.ofDays(1))))
        .isInstanceOf(CulverException.NotPossible.class);
    alice.setRole(group, account(bob), Role.ADMIN);
    bob.sync();

    settle(bob.setLifetime(group, Optional.of(Duration.ofDays(1))));

    assertThat(alice.lifetime(group)).hasValue(Duration.ofDays(1));
  }

  @Test
  void nothingIsDoneToWhatIsNotSentYet() {
    server.script = request -> request.getUrl().encodedPath().equals("/v1/messages")
        ? Optional.of(ModelStore.status(503))
        : Optional.empty();
    var waiting = alice.send(talk, "on its way").message();

    assertThatThrownBy(() -> alice.edit(waiting, "otherwise")).isInstanceOf(CulverException.NotPossible.class)
        .hasMessageContaining("not sent yet");
  }
}
