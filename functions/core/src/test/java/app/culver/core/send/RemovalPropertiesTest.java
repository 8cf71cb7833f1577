package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Memberships;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.Role;
import app.culver.core.membership.Rules;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.MemoryTables;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** People write while others come and go, in every order of their calls that chance finds. */
class RemovalPropertiesTest {
  private final List<Entry.Message> acknowledged = new ArrayList<>();
  private GroupWorld group;
  private Turns turns;

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void everyMessageWasAcceptedUnderTheMembershipThatTheEntriesBeforeItMake(@ForAll Random random) {
    group = new GroupWorld();
    turns = new Turns(random);
    acknowledged.clear();
    List<Device> people = List.of(group.alice, group.bob, group.carol, group.mallory);
    people.forEach(person -> turns.add(() -> write(person)));
    turns.add(() -> change(group.alice, random));
    turns.add(() -> change(group.bob, random));
    turns.run();

    List<Entry> log = group.world.tables.read(group.id, 1, 1_000).entries().stream().map(stored -> stored.entry())
        .toList();
    List<Member> members = List.of();
    long change = 0;
    for (int i = 0; i < log.size(); i++) {
      Entry entry = log.get(i);
      assertThat(entry.seq()).isEqualTo(i + 1);
      switch (entry) {
        case Entry.Message message -> {
          assertThat(message.change()).isEqualTo(change);
          assertThat(members).as("members when %s wrote", message.seq()).extracting(Member::account)
              .contains(message.sender());
        }
        case Entry.Membership made -> {
          assertThat(made.after()).isEqualTo(change);
          members = switch (made.membership()) {
            case GroupCreated created -> Rules.begin(made.sender(), created);
            // Throws if the rules do not allow it.
            case OfGroup ofGroup -> Rules.change(members, made.sender(), ofGroup, made.seq());
            default -> throw new AssertionError(made);
          };
          change = made.seq();
        }
      }
    }
    assertThat(group.conversation().members()).isEqualTo(members);
    assertThat(group.conversation().change()).isEqualTo(change);
    assertThat(log).containsAll(acknowledged);
  }

  private void write(Device device) {
    for (int i = 0; i < 4; i++) {
      Envelope envelope = group.message();
      turns.pass();
      Optional<Conversation> found = group.world.tables.find(group.id)
          .filter(there -> there.member(device.account()).isPresent());
      turns.pass();
      Tail tail = Tail.since(group.world.tables, group.id, device.id(), 1);
      turns.pass();
      if (found.isPresent()) {
        try {
          acknowledged.add(new Appender(group.world.tables, id -> {
            turns.pass();
            return group.world.tables.find(id);
          }, () -> group.world.now, World.RETENTION, _ -> waits(), Samples.caller(device), found.get(), tail,
              Instant.MAX).append(envelope, (_, _) -> turns.pass()));
        } catch (RefusedException e) {
          assertThat(e.refusal()).isInstanceOfAny(Refusal.NotFound.class, Refusal.Busy.class);
        }
      }
    }
  }

  /** Time passes, or who holds back for a change that never comes would wait for ever. */
  private void waits() {
    group.world.now = group.world.now.plusMillis(100);
    turns.pass();
  }

  private void change(Device actor, Random random) {
    for (int i = 0; i < 4; i++) {
      Device other = List.of(group.bob, group.carol, group.mallory).get(random.nextInt(3));
      OfGroup change = switch (random.nextInt(4)) {
        case 0 -> new Left();
        case 1 -> GroupWorld.removed(other);
        default -> GroupWorld.added(other, Role.MEMBER);
      };
      turns.pass();
      try {
        group.changing(new TurnTaking(group.world.tables, turns), group.world.tables, _ -> turns.pass())
            .change(Samples.caller(actor), group.id, group.request(change));
      } catch (RefusedException _) {
        // Not everything that chance wants is allowed.
      }
    }
  }

  /** With a turn before each write. */
  private record TurnTaking(MemoryTables tables, Turns turns) implements Memberships {
    @Override
    public boolean create(Conversation conversation, Entry.Membership first, Instant expires) {
      return tables.create(conversation, first, expires);
    }

    @Override
    public Written change(Change change, Instant expires) {
      turns.pass();
      return tables.change(change, expires);
    }

    @Override
    public void hold(ConversationId conversation, Instant until) {
      turns.pass();
      tables.hold(conversation, until);
    }

    @Override
    public Optional<Departure> departure(AccountId account,
        ConversationId conversation) {
      return tables.departure(account, conversation);
    }

    @Override
    public Page of(AccountId account, Start start, int limit) {
      return tables.of(account, start, limit);
    }

    @Override
    public Ids ids(AccountId account, Start start, int limit) {
      return tables.ids(account, start, limit);
    }

    @Override
    public Set<ConversationId> listed(AccountId account, Set<ConversationId> conversations) {
      return tables.listed(account, conversations);
    }
  }
}
