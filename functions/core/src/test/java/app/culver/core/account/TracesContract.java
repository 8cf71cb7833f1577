package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.Block;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.ConversationStoresContract;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.GroupConversation;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.Memberships;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.membership.Rules;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Traces} does, together with the conversations that it clears. */
public abstract class TracesContract extends ConversationStoresContract {
  private static final Instant EXPIRES = Samples.NOW.plusSeconds(60);

  /** More than one piece, whatever the adapter takes for one. */
  private static final int MANY = 230;

  private int groups;

  private ConversationId open(AccountId one, AccountId other) {
    DirectConversation direct = new DirectConversation(one, other);
    return create(new Conversation(direct.id(), ConversationKind.DIRECT,
        direct.beginning().accounts().stream().map(account -> new Member(account, Role.MEMBER, 1)).toList(), 1,
        Samples.NOW, one, new Head(1, Samples.NOW)), direct.beginning()).id();
  }

  /** A group of the two, which the first one owns. */
  private Conversation group(AccountId owner, AccountId member) {
    GroupCreated created = new GroupCreated(
        Stream.of(new NewMember(owner, Role.OWNER), new NewMember(member, Role.MEMBER))
            .sorted((one, other) -> Identifier.TEXT_ORDER.compare(one.account(), other.account())).toList());
    return create(new Conversation(
        new GroupConversation(owner, GroupNonce.of(Samples.bytes(16, ++groups).toArray())).id(),
        ConversationKind.GROUP, Rules.begin(owner, created), 1, Samples.NOW, owner, new Head(1, Samples.NOW)), created);
  }

  private Conversation create(Conversation conversation, MembershipChange beginning) {
    assertThat(memberships().create(conversation, new Entry.Membership(1, Samples.NOW, conversation.createdBy(),
        Samples.deviceId(1), 0, beginning, Samples.sign(new byte[0])), EXPIRES)).isTrue();
    return conversation;
  }

  private void leave(Conversation group, AccountId member) {
    List<Member> after = group.members().stream().filter(each -> !each.account().equals(member)).toList();
    memberships().change(new Memberships.Change(group.changed(after, 2), new Entry.Membership(2, Samples.NOW, member,
        Samples.deviceId(1), 1, new Left(), Samples.sign(new byte[0])), List.of(), List.of(member)), EXPIRES);
  }

  private void sweep(AccountId account) {
    for (int i = 0; i < 2 * MANY; i++) {
      if (traces().sweep(account)) {
        return;
      }
    }
    throw new AssertionError("it does not end");
  }

  private List<ConversationId> list(AccountId account) {
    return memberships().ids(account, new Start.First(), 100).ids();
  }

  @Test
  void groupsAreToldInTheirOrderAndNothingElse() {
    AccountId account = account();
    AccountId other = account();
    open(account, other);
    Conversation left = group(other, account);
    leave(left, account);
    List<ConversationId> own = Stream.generate(() -> group(other, account).id()).limit(3)
        .sorted(Identifier.TEXT_ORDER).toList();
    blocks().set(new Block(account, other, Samples.NOW, 0, 0));

    assertThat(traces().groups(account, 50)).isEqualTo(own);
    assertThat(traces().groups(account, 2)).isEqualTo(own.subList(0, 2));
    assertThat(traces().groups(account(), 50)).isEmpty();
  }

  @Test
  void aListGoesWithReceiptsAndBlocksAndWhatOthersHaveStays() {
    AccountId account = account();
    AccountId other = account();
    ConversationId direct = open(account, other);
    Conversation left = group(other, account);
    leave(left, account);
    for (ConversationId id : List.of(direct, left.id())) {
      for (AccountId reader : List.of(account, other)) {
        receipts().raise(id, new Receipt(reader, Samples.deviceId(1), new Watermarks(1, 1)));
        receipts().raise(id, new Receipt(reader, Samples.deviceId(2), new Watermarks(1, 0)));
      }
    }
    blocks().set(new Block(account, other, Samples.NOW, 1, 1));
    blocks().set(new Block(other, account, Samples.NOW, 1, 1));

    sweep(account);

    assertThat(list(account)).isEmpty();
    assertThat(memberships().departure(account, left.id())).isEmpty();
    assertThat(blocks().stands(account, other)).isFalse();
    assertThat(blocks().blocksOf(account, new Start.First(), 10).blocks()).isEmpty();
    assertThat(receipts().of(direct, account)).isEmpty();
    assertThat(receipts().of(left.id(), account)).isEmpty();
    assertThat(list(other)).containsExactlyInAnyOrder(direct, left.id());
    assertThat(blocks().stands(other, account)).isTrue();
    assertThat(receipts().of(direct, other)).hasSize(2);
    assertThat(receipts().of(left.id(), other)).hasSize(2);
  }

  @Test
  void aGroupThatGoesOnStays() {
    AccountId account = account();
    AccountId other = account();
    Conversation group = group(other, account);
    open(account, other);

    sweep(account);

    assertThat(list(account)).containsExactly(group.id());
    assertThat(traces().sweep(account)).isTrue();
  }

  @Test
  void aLongListGoesInPieces() {
    AccountId account = account();
    List<ConversationId> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(open(account, account()));
    }
    assertThat(traces().groups(account, 50)).isEmpty();
    assertThat(traces().sweep(account)).isFalse();

    sweep(account);
    assertThat(list(account)).isEmpty();
    assertThat(memberships().listed(account, Set.of(all.getFirst()))).isEmpty();
  }

  @Test
  void whoHasNothingHasNothingLeft() {
    assertThat(traces().sweep(account())).isTrue();
  }
}
