package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.Memberships;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.Role;
import app.culver.core.memory.MemoryTables;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Appends of many senders in every order of their calls that chance finds, with answers lost and races lost. */
class AppenderPropertiesTest {
  private static final int TRIES = 40;

  private final ConversationId id = ConversationId.of(new byte[16]);
  private MemoryTables tables;

  /** What was ever put, by position, whether or not it has vanished since. */
  private Map<Long, Entry> written;

  /** Where the head stood when the attempts that are under way began. */
  private Map<Device, Long> underWay;

  /** The answer to a call was lost, or the call itself. */
  private static final class LostException extends RuntimeException {
    LostException() {
      super("lost", null, false, false);
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void thereIsNoGapNoReuseNoDoubleAndOneAnswerForEachMessage(@ForAll Random random,
      @ForAll @IntRange(min = 1, max = 4) int senders, @ForAll @IntRange(min = 1, max = 4) int messages,
      @ForAll @IntRange(min = 0, max = 30) int lossPercent, @ForAll boolean memberships) {
    List<Device> devices = begin(senders);
    Turns turns = new Turns(random);
    Map<Device, Map<MessageId, Set<Long>>> answers = new HashMap<>();
    for (Device device : devices) {
      Map<MessageId, Set<Long>> own = new HashMap<>();
      answers.put(device, own);
      turns.add(() -> {
        List<Envelope> envelopes = envelopes(device, messages);
        // Twice: a retry of what was accepted is told the same.
        sendUntilAccepted(turns, random, lossPercent, device, envelopes, own);
        sendUntilAccepted(turns, random, lossPercent, device, envelopes, own);
      });
    }
    if (memberships) {
      turns.add(() -> changeMembership(turns, devices.size() + 100));
    }
    turns.run();

    assertThat(written.keySet()).containsExactlyElementsOf(positions());
    Map<String, Long> seen = new HashMap<>();
    long change = 0;
    for (Entry entry : written.values()) {
      if (entry instanceof Entry.Message message) {
        assertThat(seen.put(message.device() + "/" + message.envelope().id(), message.seq())).isNull();
      } else {
        change = entry.seq();
      }
      assertThat(entry.change()).as("membership of entry %d", entry.seq()).isEqualTo(change);
    }
    answers.forEach((device, own) -> own.forEach((message, positions) -> assertThat(positions)
        .as("answers for one message").containsExactly(seen.get(device.id() + "/" + message))));
    answers.values().forEach(own -> assertThat(own).hasSize(messages));
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void noPositionIsGivenOutTwiceWhileEntriesVanishInAnyOrder(@ForAll Random random,
      @ForAll @IntRange(min = 1, max = 3) int senders, @ForAll @IntRange(min = 1, max = 4) int messages) {
    List<Device> devices = begin(senders);
    Turns turns = new Turns(random);
    for (Device device : devices) {
      turns.add(() -> {
        for (Envelope envelope : envelopes(device, messages)) {
          sendUntilAccepted(turns, random, 0, device, List.of(envelope), new HashMap<>());
        }
      });
    }
    turns.add(() -> vanish(turns, random));
    turns.run();

    assertThat(written.keySet()).containsExactlyElementsOf(positions());
    assertThat(written).hasSize(1 + senders * messages);
  }

  private List<Device> begin(int senders) {
    List<Device> devices = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= senders; i++) {
      devices.add(Samples.device(Samples.account(i), i));
      members.add(new Member(Samples.account(i), Role.MEMBER, 1));
    }
    tables = new MemoryTables();
    written = new TreeMap<>();
    underWay = new HashMap<>();
    Conversation conversation = new Conversation(id, ConversationKind.DIRECT, members, 1, Samples.NOW,
        Samples.account(1), new Head(1, Samples.NOW));
    Entry.Membership first = membership(conversation, 1, 0);
    tables.create(conversation, first, Samples.NOW.plus(World.RETENTION));
    written.put(1L, first);
    return devices;
  }

  private static List<Envelope> envelopes(Device device, int messages) {
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 1; i <= messages; i++) {
      envelopes.add(Samples.envelope(Samples.message(i), device.id().hashCode() + i, List.of()));
    }
    return envelopes;
  }

  /** One frame after another, all the same, as an outbox does; each with all that it takes from its start. */
  private void sendUntilAccepted(Turns turns, Random random, int lossPercent, Device device, List<Envelope> envelopes,
      Map<MessageId, Set<Long>> answers) {
    Log log = log(turns, random, lossPercent);
    Conversations conversations = turning(Conversations.class, tables, turns);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      underWay.put(device, head());
      try {
        Conversation conversation = conversations.find(id).orElseThrow();
        Appender appender = new Appender(log, conversations, () -> Samples.NOW, World.RETENTION, _ -> turns.pass(),
            Samples.caller(device), conversation, Tail.since(log, id, device.id(), 1), Instant.MAX);
        for (Envelope envelope : envelopes) {
          long seq = appender.append(envelope, (_, _) -> {}).seq();
          answers.computeIfAbsent(envelope.id(), _ -> new HashSet<>()).add(seq);
        }
        return;
      } catch (LostException _) {
        // The outbox tries again.
      } catch (RefusedException e) {
        assertThat(e.refusal()).isInstanceOf(Refusal.Busy.class);
      } finally {
        underWay.remove(device);
      }
    }
    throw new AssertionError("not accepted in " + TRIES + " attempts");
  }

  private Log log(Turns turns, Random random, int lossPercent) {
    Log recording = proxy(Log.class, tables, (method, call) -> {
      Object result = call.get();
      if (method.equals("append") && (boolean) result) {
        long seq = tables.newest(id).orElseThrow().seq();
        assertThat(written.putIfAbsent(seq, tables.entry(id, seq).orElseThrow())).as("position %d", seq).isNull();
      }
      return result;
    });
    Log lossy = proxy(Log.class, recording, (method, call) -> {
      int chance = random.nextInt(100);
      boolean lost = chance < lossPercent;
      if (method.equals("append") && lost) {
        return switch (chance % 4) {
          case 0 -> throw new LostException();
          case 1 -> false;
          case 2 -> {
            call.get();
            throw new LostException();
          }
          default -> {
            call.get();
            yield false;
          }
        };
      }
      if (lost && chance % 4 == 0) {
        throw new LostException();
      }
      return call.get();
    });
    return turning(Log.class, lossy, turns);
  }

  private void changeMembership(Turns turns, int number) {
    for (int i = 0; i < 3; i++) {
      boolean changed = false;
      while (!changed) {
        turns.pass();
        Conversation now = tables.find(id).orElseThrow();
        turns.pass();
        long seq = tables.newest(id).orElseThrow().seq() + 1;
        turns.pass();
        List<Member> members = new ArrayList<>(now.members());
        members.add(new Member(Samples.account(number + i), Role.MEMBER, seq));
        Conversation next = now.changed(members, seq);
        Entry.Membership entry = membership(next, seq, now.change());
        changed = tables.change(new Memberships.Change(next, entry, List.of(Samples.account(number + i)), List.of()),
            Instant.MAX) == Memberships.Written.DONE;
        if (changed) {
          assertThat(written.putIfAbsent(seq, entry)).isNull();
        }
      }
    }
  }

  /**
   * Raises the head to the end, then takes away entries up to there, as the time to live does when they have expired. An
   * attempt takes seconds, the head follows within minutes, and entries live for days: so nothing vanishes that the head
   * had not reached when an attempt under way began.
   */
  private void vanish(Turns turns, Random random) {
    for (int i = 0; i < 12; i++) {
      turns.pass();
      long end = written.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
      tables.raise(id, new Head(end, Samples.NOW));
      for (long seq = 1; seq <= head(); seq++) {
        if (random.nextInt(3) == 0) {
          turns.pass();
          if (seq <= underWay.values().stream().min(Comparator.naturalOrder()).orElse(Long.MAX_VALUE)) {
            tables.vanish(id, seq);
          }
        }
      }
    }
  }

  private long head() {
    return tables.find(id).orElseThrow().head().seq();
  }

  private List<Long> positions() {
    return LongStream.rangeClosed(1, written.size()).boxed().toList();
  }

  private static Entry.Membership membership(Conversation conversation, long seq, long after) {
    return new Entry.Membership(seq, Samples.NOW, conversation.createdBy(), Samples.deviceId(99), after,
        new MembershipChange.DirectCreated(List.of(conversation.createdBy())),
        Samples.envelope(Samples.message(1), 1, List.of()).signature());
  }

  private interface Around {
    Object call(String method, Supplier<Object> call);
  }

  /** Every call waits for its turn first. */
  private static <T> T turning(Class<T> type, T target, Turns turns) {
    return proxy(type, target, (_, call) -> {
      turns.pass();
      return call.get();
    });
  }

  private static <T> T proxy(Class<T> type, T target, Around around) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
        (_, method, arguments) -> around.call(method.getName(), () -> {
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error failure) {
              throw failure;
            }
            throw (RuntimeException) e.getCause();
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        })));
  }
}
