package app.culver.core.send;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.conversation.OwnConversation;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.log.Recipient;
import app.culver.core.membership.Member;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.DeviceOf;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.StaleDeviceList;
import app.culver.core.refusal.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sending messages: everything that has to be known is read side by side, then each message is appended in turn, up to
 * the first that is refused. The devices of a large group's members are read only if a message is sealed to them.
 */
public final class Sending {
  private static final Comparator<DeviceOf> ORDER = Comparator.comparing(DeviceOf::account, Identifier.TEXT_ORDER)
      .thenComparing(DeviceOf::device, Identifier.TEXT_ORDER);

  /**
   * How long after the devices were asked for a put may begin, so that it is over after ten seconds: the contract promises
   * a device that has just connected that no send is under way then which overlooked it.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10).minus(Log.LONGEST_APPEND);

  private final Devices devices;
  private final Conversations conversations;
  private final Log log;
  private final InstantSource clock;
  private final Duration retention;
  private final Backoff backoff;

  /** @param retention how long entries are kept */
  public Sending(Devices devices, Conversations conversations, Log log, InstantSource clock, Duration retention,
      Backoff backoff) {
    this.devices = devices;
    this.conversations = conversations;
    this.log = log;
    this.clock = clock;
    this.retention = retention;
    this.backoff = backoff;
  }

  /**
   * Appends the messages. Sending the same ones again, at whatever time, changes nothing and gets the same positions.
   *
   * @throws RefusedException if the first message is refused; when it says that the service is busy, the message may be in
   *           the log all the same
   */
  public Sent send(Caller caller, SendRequest request) {
    Instant deadline = clock.instant().plus(PATIENCE);
    OwnConversation own = OwnConversation.start(devices, conversations, caller, request.conversation());
    Pending<Tail> tail = Pending
        .start(() -> Tail.since(log, request.conversation(), caller.device(), request.since()));
    MemberDevices members = own.members();
    peer(caller, request).ifPresent(members::start);

    Conversation conversation = own.get();
    if (!FanOut.isLarge(conversation) || request.envelopes().stream().anyMatch(Envelope.Hpke.class::isInstance)) {
      // Beside the append, which only has to wait for them if it has to know them.
      conversation.members().forEach(member -> members.start(member.account()));
    }
    Appender appender = new Appender(log, conversations, clock, retention, backoff, caller, conversation, tail.get(),
        deadline);
    FanOut fanOut = new FanOut(request.conversation(), caller, members);
    Optional<Refusal> stopped = Optional.empty();
    try {
      for (Envelope envelope : request.envelopes()) {
        Entry.Message entry = appender.append(envelope,
            (now, sealed) -> require(sealed, now, () -> members.others(now.members(), caller)));
        fanOut.add(entry, appender.conversation());
      }
    } catch (RefusedException e) {
      if (fanOut.accepted().isEmpty()) {
        throw e;
      }
      stopped = Optional.of(e.refusal());
    }
    return new Sent(fanOut.accepted(), stopped, fanOut.audience(), fanOut.orders());
  }

  /**
   * The other member, if the request names one that makes this very conversation with the sender: then that account's
   * devices can be read beside the conversation itself. Nobody can have a stranger's devices read that way.
   */
  private static Optional<AccountId> peer(Caller caller, SendRequest request) {
    return request.envelopes().stream().limit(1).flatMap(envelope -> recipients(envelope).stream())
        .map(Recipient::account)
        .filter(account -> new DirectConversation(caller.account(), account).id().equals(request.conversation()))
        .findFirst();
  }

  private static List<Recipient> recipients(Envelope envelope) {
    return switch (envelope) {
      case Envelope.Hpke hpke -> hpke.recipients();
      case Envelope.Mls _ -> List.of();
    };
  }

  private static void require(Envelope envelope, Conversation now, Supplier<List<Device>> others) {
    switch (envelope) {
      case Envelope.Hpke hpke -> {
        requireEveryDevice(others.get(), hpke);
        requireMembersAlone(now, hpke);
      }
      // Its group says who can open it.
      case Envelope.Mls _ -> {}
    }
  }

  private static void requireEveryDevice(List<Device> others, Envelope.Hpke envelope) {
    Set<DeviceOf> expected = others.stream().map(device -> new DeviceOf(device.account(), device.id()))
        .collect(Collectors.toSet());
    Set<DeviceOf> named = envelope.recipients().stream().flatMap(Sending::named).collect(Collectors.toSet());
    if (!named.equals(expected)) {
      throw new StaleDeviceList(without(expected, named), without(named, expected)).exception();
    }
  }

  /** An account without devices says nothing, and nobody's signature is over it: only a member's may stand there. */
  private static void requireMembersAlone(Conversation now, Envelope.Hpke envelope) {
    Set<AccountId> members = now.members().stream().map(Member::account).collect(Collectors.toSet());
    if (!envelope.recipients().stream().map(Recipient::account).allMatch(members::contains)) {
      throw InvalidRequest.at("/envelopes", "must name members alone in recipients").exception();
    }
  }

  private static Stream<DeviceOf> named(Recipient recipient) {
    return recipient.devices().stream().map(device -> new DeviceOf(recipient.account(), device.device()));
  }

  private static List<DeviceOf> without(Set<DeviceOf> these, Set<DeviceOf> those) {
    Set<DeviceOf> left = new HashSet<>(these);
    left.removeAll(those);
    return left.stream().sorted(ORDER).toList();
  }
}
