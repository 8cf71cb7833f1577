package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.Memberships.Change;
import app.culver.core.conversation.Memberships.Departure;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.conversation.Memberships.Written;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.membership.Rules;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Memberships} does with groups, together with what stands beside it. */
public abstract class GroupsContract extends ConversationStoresContract {
  private static final Instant EXPIRES = Samples.NOW.plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);

  private List<NewMember> newcomers(int number, Role role) {
    return Stream.generate(() -> new NewMember(account(), role)).limit(number)
        .sorted((one, other) -> Identifier.TEXT_ORDER.compare(one.account(), other.account())).toList();
  }

  /** A group of this many members, the first of whom is its owner and creator. */
  private Conversation create(int number) {
    List<NewMember> members = new ArrayList<>(newcomers(number, Role.MEMBER));
    AccountId owner = members.getFirst().account();
    members.set(0, new NewMember(owner, Role.OWNER));
    GroupCreated created = new GroupCreated(members);
    Conversation group = new Conversation(
        new GroupConversation(owner, GroupNonce.of(Samples.bytes(16, 1).toArray())).id(), ConversationKind.GROUP,
        Rules.begin(owner, created), 1, Samples.NOW, owner, new Head(1, Samples.NOW));
    assertThat(memberships().create(group, entry(group, 1, 0, created), EXPIRES)).isTrue();
    return group;
  }

  private static Entry.Membership entry(Conversation group, long seq, long after, MembershipChange change) {
    return new Entry.Membership(seq, Samples.NOW.plusMillis(seq), group.createdBy(), Samples.deviceId(1), after, change,
        Samples.envelope(Samples.message(1), 1, List.of()).signature());
  }

  private static Change change(Conversation group, long seq, OfGroup change) {
    return change(group, group.createdBy(), seq, change);
  }

  private static Change change(Conversation group, AccountId actor, long seq, OfGroup change) {
    Conversation after = group.changed(Rules.change(group.members(), actor, change, seq), seq);
    return new Change(after, entry(group, seq, group.change(), change), without(after, group), without(group, after));
  }

  private static List<AccountId> without(Conversation here, Conversation there) {
    return here.members().stream().map(Member::account).filter(account -> there.member(account).isEmpty()).toList();
  }

  private Conversation make(Conversation group, long seq, OfGroup change) {
    Change made = change(group, seq, change);
    assertThat(memberships().change(made, EXPIRES)).isEqualTo(Written.DONE);
    return made.after();
  }

  private List<Conversation> list(AccountId account) {
    return memberships().of(account, new Start.First(), 10).conversations();
  }

  @Test
  void theListTellsIdsAloneAndWhoOfManyIsOnIt() {
    Conversation one = create(2);
    AccountId member = one.members().getLast().account();
    AccountId owner = one.createdBy();
    Left left = new Left();
    List<Member> after = one.members().stream().filter(each -> !each.account().equals(member)).toList();

    assertThat(memberships().ids(member, new Start.First(), 10).ids()).containsExactly(one.id());
    assertThat(memberships().listed(member, Set.of(one.id(), ConversationId.of(Samples.bytes(16, 3).toArray()))))
        .containsExactly(one.id());
    assertThat(memberships().listed(account(), Set.of(one.id()))).isEmpty();

    assertThat(memberships().change(new Change(one.changed(after, 2), new Entry.Membership(2, Samples.NOW, member,
        Samples.deviceId(1), 1, left, Samples.sign(new byte[0])), List.of(), List.of(member)), EXPIRES))
        .isEqualTo(Written.DONE);

    assertThat(memberships().ids(member, new Start.First(), 10).ids()).isEmpty();
    assertThat(memberships().listed(member, Set.of(one.id()))).isEmpty();
    assertThat(memberships().listed(owner, Set.of(one.id()))).containsExactly(one.id());
  }

  @Test
  void aGroupComesBackAsItWasCreated() {
    Conversation group = create(3);

    assertThat(conversations().find(group.id())).contains(group);
    assertThat(log().entry(group.id(), 1)).get().extracting(entry -> ((Entry.Membership) entry).membership())
        .isEqualTo(new GroupCreated(
            group.members().stream().map(member -> new NewMember(member.account(), member.role())).toList()));
    group.members().forEach(member -> assertThat(list(member.account())).containsExactly(group));
  }

  @Test
  void eachKindOfChangeComesBackAsItWasMade() {
    Conversation group = create(2);
    List<OfGroup> changes = List.of(new Added(newcomers(2, Role.ADMIN)),
        new RoleChanged(group.members().getLast().account(), Role.OWNER),
        new Removed(List.of(group.members().getLast().account())));
    long seq = 1;
    for (OfGroup change : changes) {
      long after = group.change();
      group = make(group, ++seq, change);

      assertThat(conversations().find(group.id())).contains(group);
      assertThat(log().entry(group.id(), seq)).contains(entry(group, seq, after, change));
    }
    Change left = change(group, group.createdBy(), 5, new RoleChanged(group.members().getLast().account(), Role.OWNER));
    assertThat(memberships().change(left, EXPIRES)).isEqualTo(Written.DONE);
    assertThat(memberships().change(change(left.after(), 6, new Left()), EXPIRES)).isEqualTo(Written.DONE);
    assertThat(log().entry(group.id(), 6)).get().extracting(entry -> ((Entry.Membership) entry).membership())
        .isEqualTo(new Left());
  }

  @Test
  void whoComesHasTheGroupInTheListAndWhoGoesHasAnEnd() {
    Conversation group = create(2);
    AccountId other = group.members().getLast().account();
    List<NewMember> newcomers = newcomers(1, Role.MEMBER);
    AccountId newcomer = newcomers.getFirst().account();
    assertThat(memberships().departure(newcomer, group.id())).isEmpty();

    group = make(group, 2, new Added(newcomers));
    assertThat(list(newcomer)).containsExactly(group);
    group = make(group, 3, new Removed(List.of(other)));

    assertThat(list(other)).isEmpty();
    assertThat(list(newcomer)).containsExactly(group);
    assertThat(memberships().departure(other, group.id())).contains(new Departure(1, 3, EXPIRES));
    assertThat(memberships().departure(newcomer, group.id())).isEmpty();

    group = make(group, 7, new Added(List.of(new NewMember(other, Role.MEMBER))));
    assertThat(list(other)).containsExactly(group);
    assertThat(memberships().departure(other, group.id())).isEmpty();
    make(group, 8, new Removed(List.of(other)));
    assertThat(memberships().departure(other, group.id())).contains(new Departure(7, 8, EXPIRES));
  }

  @Test
  void aListSkipsWhatWasLeftAndGoesOnBehindIt() {
    AccountId account = account();
    List<Conversation> groups = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      groups.add(make(create(1), 2, new Added(List.of(new NewMember(account, Role.MEMBER)))));
    }
    groups.sort((one, other) -> Identifier.TEXT_ORDER.compare(one.id(), other.id()));
    List<Conversation> left = List.of(groups.get(1), groups.get(2), groups.get(5));
    left.forEach(group -> make(group, 3, new Removed(List.of(account))));

    List<Conversation> listed = new ArrayList<>();
    Memberships.Page page = memberships().of(account, new Start.First(), 2);
    listed.addAll(page.conversations());
    while (page.last().isPresent()) {
      page = memberships().of(account, new Start.After(page.last().get()), 2);
      listed.addAll(page.conversations());
    }
    assertThat(listed).containsExactly(groups.get(0), groups.get(3), groups.get(4));
  }

  @Test
  void aChangeOverAnotherThanTheLastWritesNothing() {
    Conversation group = create(2);
    Conversation changed = make(group, 2, new Added(newcomers(1, Role.MEMBER)));

    assertThat(memberships().change(change(group, 3, new Added(newcomers(1, Role.MEMBER))), EXPIRES))
        .isEqualTo(Written.OUTDATED);

    assertThat(conversations().find(group.id())).contains(changed);
    assertThat(log().entry(group.id(), 3)).isEmpty();
  }

  @Test
  void aTakenPositionWritesNothing() {
    Conversation group = create(2);
    Device device = Samples.device(group.createdBy(), 1);
    Entry.Message message = new Entry.Message(2, Samples.NOW, group.createdBy(), device.id(), 1,
        Samples.envelope(Samples.message(2), 2, List.of()));
    assertThat(log().append(group.id(), message, EXPIRES)).isTrue();
    List<NewMember> newcomers = newcomers(1, Role.MEMBER);

    assertThat(memberships().change(change(group, 2, new Added(newcomers)), EXPIRES)).isEqualTo(Written.RACED);

    assertThat(conversations().find(group.id())).contains(group);
    assertThat(log().entry(group.id(), 2)).contains(message);
    assertThat(list(newcomers.getFirst().account())).isEmpty();
  }

  @Test
  void ofManyChangesAtOnceExactlyOneIsMade() throws Exception {
    Conversation group = create(1);
    List<Callable<Written>> racers = IntStream.range(0, 8).<Callable<Written>>mapToObj(_ -> {
      Change change = change(group, 2, new Added(newcomers(1, Role.MEMBER)));
      return () -> memberships().change(change, EXPIRES);
    }).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(racers)).extracting(Future::get).containsOnlyOnce(Written.DONE);
    }
    assertThat(conversations().find(group.id()).orElseThrow().members()).hasSize(2);
  }

  @Test
  void fortyMembersComeAndGoAtOnceAndAGroupMayHaveTwoHundredAndFifty() {
    Conversation group = create(40);
    long seq = 1;
    while (group.members().size() < Rules.MOST_MEMBERS) {
      group = make(group, ++seq, new Added(newcomers(Math.min(40, Rules.MOST_MEMBERS - group.members().size()),
          Role.MEMBER)));
    }
    assertThat(conversations().find(group.id())).contains(group);
    AccountId owner = group.createdBy();
    List<AccountId> forty = group.members().stream().map(Member::account).filter(account -> !account.equals(owner))
        .limit(40).toList();
    long joined = group.member(forty.getLast()).orElseThrow().joined();

    group = make(group, ++seq, new Removed(forty));

    assertThat(conversations().find(group.id())).contains(group);
    assertThat(memberships().departure(forty.getLast(), group.id())).contains(new Departure(joined, seq, EXPIRES));
  }

  @Test
  void aHoldIsSeenAndEndsWithTheNextChange() {
    Conversation group = create(1);
    Instant until = Samples.NOW.plusSeconds(2);

    memberships().hold(group.id(), until);

    assertThat(conversations().find(group.id()).orElseThrow().changing()).contains(until);
    Conversation changed = make(group, 2, new Added(newcomers(1, Role.MEMBER)));
    assertThat(conversations().find(group.id())).contains(changed);
    assertThat(changed.changing()).isEmpty();
  }

  @Test
  void aHoldOfNothingIsNothing() {
    var id = new GroupConversation(account(), GroupNonce.of(new byte[16])).id();

    memberships().hold(id, Samples.NOW);

    assertThat(conversations().find(id)).isEmpty();
  }

  @Test
  void inALargeGroupAReaderFindsTheOwnReceiptsHoweverManyThereAre() {
    Conversation group = create(11);
    List<Receipt> all = new ArrayList<>();
    for (Member member : group.members()) {
      for (int device = 1; device <= 10; device++) {
        Receipt receipt = new Receipt(member.account(), Samples.deviceId(device), new Watermarks(1, 0));
        assertThat(receipts().raise(group.id(), receipt)).isTrue();
        all.add(receipt);
      }
    }
    AccountId last = group.members().getLast().account();

    var standing = receipts().standing(group.id(), last).orElseThrow();

    assertThat(standing.conversation()).isEqualTo(group);
    assertThat(standing.toldTo(last)).containsOnlyKeys(last).containsValue(new Watermarks(1, 0));
    assertThat(receipts().standing(group.id()).orElseThrow().receipts()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void theReceiptsOfSomeAccountsAreFoundBesideTheConversation() {
    Conversation group = create(11);
    List<Receipt> all = new ArrayList<>();
    for (Member member : group.members()) {
      for (int device = 1; device <= 10; device++) {
        Receipt receipt = new Receipt(member.account(), Samples.deviceId(device), new Watermarks(device, 0));
        receipts().raise(group.id(), receipt);
        all.add(receipt);
      }
    }

    for (List<Member> some : List.of(group.members().subList(0, 1), group.members().subList(4, 7), group.members())) {
      List<AccountId> accounts = some.stream().map(Member::account).toList();
      var standing = receipts().standing(group.id(), accounts).orElseThrow();

      assertThat(standing.conversation()).isEqualTo(group);
      assertThat(standing.receipts()).containsExactlyInAnyOrderElementsOf(
          all.stream().filter(receipt -> accounts.contains(receipt.account())).toList());
    }
    List<AccountId> apart = List.of(group.members().getLast().account(), group.members().getFirst().account());
    assertThat(receipts().standing(group.id(), apart).orElseThrow().receipts()).containsAll(
        all.stream().filter(receipt -> apart.contains(receipt.account())).toList());
    assertThat(receipts().standing(group.id(), List.of(account())).orElseThrow().receipts()).isEmpty();
  }

  @Test
  void inASmallGroupAReaderFindsAllReceiptsHoweverManyThereWere() {
    Conversation group = create(11);
    for (Member member : group.members()) {
      for (int device = 1; device <= 10; device++) {
        receipts().raise(group.id(), new Receipt(member.account(), Samples.deviceId(device), new Watermarks(1, 0)));
      }
    }
    AccountId gone = group.members().get(5).account();
    Conversation changed = make(group, 2, new Removed(List.of(gone)));

    var told = receipts().standing(group.id(), group.createdBy()).orElseThrow().toldTo(group.createdBy());

    assertThat(told.keySet()).containsExactlyElementsOf(changed.members().stream().map(Member::account).toList());
    assertThat(receipts().standing(group.id(), gone).orElseThrow().toldTo(gone)).containsOnlyKeys(gone);
    assertThat(Optional.of(told.get(group.createdBy()))).contains(new Watermarks(1, 0));
  }
}
