package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.Memberships.Page;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.Role;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Standing;
import app.culver.core.receipt.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Conversations} and {@link Memberships} do, together with what stands beside them. */
public abstract class ConversationsContract extends ConversationStoresContract {

  private static Conversation of(AccountId one, AccountId other) {
    DirectConversation direct = new DirectConversation(one, other);
    List<Member> members = direct.beginning().accounts().stream().map(account -> new Member(account, Role.MEMBER, 1))
        .toList();
    return new Conversation(direct.id(), ConversationKind.DIRECT, members, 1, Samples.NOW, one,
        new Head(1, Samples.NOW));
  }

  private static Entry.Membership first(Conversation conversation) {
    return new Entry.Membership(1, conversation.createdAt(), conversation.createdBy(), Samples.deviceId(1), 0,
        new MembershipChange.DirectCreated(conversation.members().stream().map(Member::account).toList()),
        Samples.envelope(Samples.message(1), 1, List.of()).signature());
  }

  private boolean create(Conversation conversation) {
    return memberships().create(conversation, first(conversation), Samples.NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void aConversationComesBackAsItWasCreatedAndItsLogHasBegun() {
    Conversation conversation = of(account(), account());

    assertThat(create(conversation)).isTrue();

    assertThat(conversations().find(conversation.id())).contains(conversation);
    assertThat(log().entry(conversation.id(), 1)).contains(first(conversation));
    for (Member member : conversation.members()) {
      assertThat(memberships().of(member.account(), new Start.First(), 10))
          .isEqualTo(new Page(List.of(conversation), Optional.empty()));
    }
  }

  @Test
  void aConversationWithOneselfHasOneMember() {
    AccountId account = account();
    Conversation conversation = of(account, account);

    assertThat(create(conversation)).isTrue();

    assertThat(conversations().find(conversation.id())).contains(conversation);
    assertThat(memberships().of(account, new Start.First(), 10).conversations()).containsExactly(conversation);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    ConversationId id = of(account(), account()).id();

    assertThat(conversations().find(id)).isEmpty();
    assertThat(receipts().standing(id)).isEmpty();
    assertThat(memberships().of(account(), new Start.First(), 10).conversations()).isEmpty();
  }

  @Test
  void theSecondCreationChangesNothing() {
    AccountId one = account();
    AccountId other = account();
    Conversation conversation = of(one, other);
    create(conversation);

    assertThat(create(of(other, one))).isFalse();
    assertThat(conversations().find(conversation.id())).contains(conversation);
    assertThat(log().entry(conversation.id(), 1)).contains(first(conversation));
  }

  @Test
  void ofManyCreationsAtOnceExactlyOneWins() throws Exception {
    AccountId one = account();
    AccountId other = account();
    List<Callable<Boolean>> racers = IntStream.range(0, 8)
        .<Callable<Boolean>>mapToObj(i -> () -> create(i % 2 == 0 ? of(one, other) : of(other, one))).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(racers)).extracting(Future::get).containsOnlyOnce(true);
    }
  }

  @Test
  void aListIsReadInPagesThatMissNothingAndDoubleNothing() {
    AccountId account = account();
    List<Conversation> all = new ArrayList<>(IntStream.range(0, 5).mapToObj(_ -> of(account, account())).toList());
    all.forEach(this::create);
    all.sort(Comparator.comparing(conversation -> conversation.id().value()));

    Page first = memberships().of(account, new Start.First(), 2);
    Page second = memberships().of(account, new Start.After(first.last().orElseThrow()), 2);
    Page third = memberships().of(account, new Start.After(second.last().orElseThrow()), 2);

    assertThat(first.conversations()).isEqualTo(all.subList(0, 2));
    assertThat(second.conversations()).isEqualTo(all.subList(2, 4));
    assertThat(third.conversations()).isEqualTo(all.subList(4, 5));
    assertThat(third.last()).isEmpty();
  }

  @Test
  void aListMayHaveAHundred() {
    AccountId account = account();
    IntStream.range(0, 101).forEach(_ -> create(of(account, account())));

    Page page = memberships().of(account, new Start.First(), 100);

    assertThat(page.conversations()).hasSize(100);
    assertThat(memberships().of(account, new Start.After(page.last().orElseThrow()), 100).conversations()).hasSize(1);
  }

  @Test
  void aHeadRisesAndNeverFalls() {
    Conversation conversation = of(account(), account());
    create(conversation);

    heads().raise(conversation.id(), new Head(7, Samples.NOW.plusSeconds(7)));
    heads().raise(conversation.id(), new Head(3, Samples.NOW.plusSeconds(3)));

    Head head = new Head(7, Samples.NOW.plusSeconds(7));
    assertThat(conversations().find(conversation.id())).map(Conversation::head).contains(head);
    assertThat(memberships().of(conversation.createdBy(), new Start.First(), 1).conversations().getFirst().head())
        .isEqualTo(head);
    assertThat(receipts().standing(conversation.id()).orElseThrow().conversation().head()).isEqualTo(head);
  }

  @Test
  void aHeadStandsAtTheFirstEntryByItself() {
    Conversation conversation = of(account(), account());
    create(conversation);

    heads().raise(conversation.id(), new Head(1, Samples.NOW.plusSeconds(7)));

    assertThat(conversations().find(conversation.id())).map(Conversation::head).contains(conversation.head());
  }

  @Test
  void aConversationStandsWithEverybodysReceipts() {
    AccountId one = account();
    AccountId other = account();
    Conversation conversation = of(one, other);
    create(conversation);
    Receipt mine = new Receipt(one, Samples.deviceId(1), new Watermarks(1, 1));
    Receipt theirs = new Receipt(other, Samples.deviceId(2), new Watermarks(1, 0));
    receipts().raise(conversation.id(), mine);
    receipts().raise(conversation.id(), theirs);

    Standing standing = receipts().standing(conversation.id()).orElseThrow();

    assertThat(standing.conversation()).isEqualTo(conversation);
    assertThat(standing.receipts()).containsExactlyInAnyOrder(mine, theirs);
  }
}
