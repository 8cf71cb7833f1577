package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.culver.core.conversation.Memberships.Start;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.memory.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Blocks} does, together with the conversations that it stands beside. */
public abstract class BlocksContract extends ConversationStoresContract {

  private static Block block(AccountId blocker, AccountId blocked) {
    return new Block(blocker, blocked, Samples.NOW, 7, 5);
  }

  private Conversation open(AccountId one, AccountId other) {
    DirectConversation direct = new DirectConversation(one, other);
    Conversation conversation = new Conversation(direct.id(), ConversationKind.DIRECT,
        direct.beginning().accounts().stream().map(account -> new Member(account, Role.MEMBER, 1)).toList(), 1,
        Samples.NOW, one, new Head(1, Samples.NOW));
    memberships().create(conversation, new Entry.Membership(1, Samples.NOW, one, Samples.deviceId(1), 0,
        direct.beginning(), Samples.sign(new byte[0])), Samples.NOW.plusSeconds(60));
    return conversation;
  }

  @Test
  void aBlockStandsUntilItIsLifted() {
    AccountId one = account();
    AccountId other = account();
    assertThat(blocks().stands(one, other)).isFalse();

    blocks().set(block(one, other));

    assertThat(blocks().stands(one, other)).isTrue();
    assertThat(blocks().stands(other, one)).isFalse();
    assertThat(blocks().lift(other, one)).isFalse();
    assertThat(blocks().lift(one, other)).isTrue();
    assertThat(blocks().stands(one, other)).isFalse();
    assertThat(blocks().lift(one, other)).isFalse();
  }

  @Test
  void aBlockThatStandsStaysAsItIs() {
    AccountId one = account();
    AccountId other = account();
    blocks().set(block(one, other));
    blocks().set(new Block(one, other, Samples.NOW.plusSeconds(1), 9, 9));

    assertThat(conversations().find(open(one, other).id()).orElseThrow().blocks())
        .containsExactly(block(one, other));
  }

  @Test
  void whoeverReadsAConversationFindsItsBlocks() {
    AccountId one = account();
    AccountId other = account();
    blocks().set(block(one, other));
    assertThat(conversations().find(block(one, other).conversation())).isEmpty();
    Conversation conversation = open(one, other);
    blocks().set(block(other, one));

    assertThat(conversations().find(conversation.id()).orElseThrow().blocks())
        .containsExactlyInAnyOrder(block(one, other), block(other, one));
    for (var standing : List.of(receipts().standing(conversation.id()), receipts().standing(conversation.id(), one))) {
      assertThat(standing.orElseThrow().conversation().blocks()).hasSize(2);
    }
    blocks().lift(one, other);
    assertThat(conversations().find(conversation.id()).orElseThrow().blocks()).containsExactly(block(other, one));
  }

  @Test
  void blocksAndConversationsAreListedApart() {
    AccountId account = account();
    List<AccountId> others = Stream.generate(this::account).limit(5).toList();
    others.forEach(other -> blocks().set(block(account, other)));
    Conversation conversation = open(account, others.getFirst());

    List<Block> listed = new ArrayList<>();
    Blocks.Page page = blocks().blocksOf(account, new Start.First(), 2);
    listed.addAll(page.blocks());
    while (page.last().isPresent()) {
      page = blocks().blocksOf(account, new Start.After(page.last().get()), 2);
      listed.addAll(page.blocks());
    }

    assertThat(listed).extracting(Block::blocked).containsExactlyInAnyOrderElementsOf(others);
    assertThat(listed).extracting(Block::conversation).isSortedAccordingTo(Identifier.TEXT_ORDER);
    assertThat(listed).extracting(Block::since).containsOnly(Samples.NOW);
    assertThat(memberships().of(account, new Start.First(), 10).conversations()).extracting(Conversation::id)
        .containsExactly(conversation.id());
    assertThat(blocks().blocksOf(others.getFirst(), new Start.First(), 10))
        .isEqualTo(new Blocks.Page(List.of(), Optional.empty()));
  }

  @Test
  void aMessageRemembersFromWhomItIsHidden() {
    AccountId one = account();
    AccountId other = account();
    Conversation conversation = open(one, other);
    Entry.Message hidden = new Entry.Message(2, Samples.NOW, one, Samples.deviceId(1), 1,
        Samples.envelope(Samples.message(1), 1, List.of()), Optional.of(other));

    assertThat(log().append(conversation.id(), hidden, Samples.NOW.plusSeconds(60))).isTrue();

    assertThat(log().entry(conversation.id(), 2)).contains(hidden);
  }

  @Test
  void aHiddenMemberIsKeptAndHasNothingInTheList() {
    AccountId one = account();
    AccountId other = account();
    DirectConversation direct = new DirectConversation(one, other);
    Conversation conversation = new Conversation(direct.id(), ConversationKind.GROUP,
        List.of(new Member(one, Role.OWNER, 1), new Member(other, Role.MEMBER, 1).hide()), 1, Samples.NOW, one,
        new Head(1, Samples.NOW));
    memberships().create(conversation, new Entry.Membership(1, Samples.NOW, one, Samples.deviceId(1), 0,
        direct.beginning(), Samples.sign(new byte[0])), Samples.NOW.plusSeconds(60));

    Conversation found = conversations().find(conversation.id()).orElseThrow();
    assertThat(found.members()).extracting(Member::account, Member::hidden)
        .containsExactlyInAnyOrder(tuple(one, false),
            tuple(other, true));
    assertThat(found.member(other)).isEmpty();
    assertThat(memberships().of(other, new Start.First(), 10).conversations()).isEmpty();
    assertThat(memberships().of(one, new Start.First(), 10).conversations()).hasSize(1);
  }
}
