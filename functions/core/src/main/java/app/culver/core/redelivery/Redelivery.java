package app.culver.core.redelivery;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.conversation.Memberships;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.EventEncoder;
import app.culver.core.delivery.Order;
import app.culver.core.delivery.Outcome;
import app.culver.core.delivery.Post;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.push.PushQueue;
import app.culver.core.push.PushRequest;
import app.culver.core.receipt.Receipts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reaches the devices that have not acknowledged a part of a log: those that are connected by posts, and all by asking
 * for a wake-up, which those are spared that acknowledge in time.
 */
public final class Redelivery {
  /** How much of the end of a stretch is posted: who is behind further finds a gap before it, and syncs. */
  static final int MOST_ENTRIES = Order.MOST_ENTRIES;

  private final Receipts receipts;
  private final Memberships memberships;
  private final Devices devices;
  private final Log log;
  private final Delivery delivery;
  private final EventEncoder events;
  private final PushQueue pushes;
  private final InstantSource clock;

  public Redelivery(Receipts receipts, Memberships memberships, Devices devices, Log log, Delivery delivery,
      EventEncoder events,
      PushQueue pushes, InstantSource clock) {
    this.receipts = receipts;
    this.memberships = memberships;
    this.devices = devices;
    this.log = log;
    this.delivery = delivery;
    this.events = events;
    this.pushes = pushes;
    this.clock = clock;
  }

  /**
   * A device that is behind.
   *
   * @param missing the entries that it has not acknowledged, in order, at least one
   * @param gone whether it belongs to nobody in the conversation any more, so that it will not acknowledge them either
   */
  private record Behind(Device device, List<Entry> missing, boolean gone) {}

  /**
   * Reaches whoever has not acknowledged the stretch, and whoever ceased to be a member in it. Doing it again does no harm:
   * clients drop what they have.
   */
  public Reached reach(Stretch stretch) {
    ConversationId id = stretch.conversation();
    return receipts.standing(id).map(standing -> {
      Conversation conversation = standing.conversation();
      Map<DeviceId, Long> delivered = standing.delivered();
      List<Device> late = late(new MemberDevices(devices).all(conversation.readers(stretch.to())), delivered,
          stretch.to());
      boolean changed = conversation.change() >= stretch.from();
      if (late.isEmpty() && !changed) {
        return Reached.NOBODY;
      }
      List<Entry> entries = entries(id, stretch.from(), stretch.to());
      return deliver(id, Stream.concat(behind(conversation, late, delivered, entries),
          changed ? gone(id, delivered, changes(id, stretch.from(), entries)) : Stream.empty()).toList());
    }).orElse(Reached.NOBODY);
  }

  /**
   * Reaches those of the order's accounts that are among the readers and have not acknowledged what it is about, which few
   * can have: so all that may be needed is read side by side. Doing it again does no harm.
   */
  public Reached reach(Order order) {
    ConversationId id = order.conversation();
    MemberDevices owned = new MemberDevices(devices);
    order.accounts().forEach(owned::start);
    Pending<List<Entry>> entries = Pending.start(() -> entries(id, order.from(), order.to()));
    return receipts.standing(id, order.accounts()).map(standing -> {
      Map<DeviceId, Long> delivered = standing.delivered();
      List<Device> late = late(owned.all(standing.conversation().readers(order.to()).stream()
          .filter(reader -> order.accounts().contains(reader.account())).toList()), delivered, order.to());
      return deliver(id, behind(standing.conversation(), late, delivered, entries.get()).toList());
    }).orElse(Reached.NOBODY);
  }

  private static List<Device> late(List<Device> readers, Map<DeviceId, Long> delivered, long to) {
    return readers.stream().filter(device -> delivered.getOrDefault(device.id(), 0L) < to).toList();
  }

  private static Stream<Behind> behind(Conversation conversation, List<Device> late, Map<DeviceId, Long> delivered,
      List<Entry> stretch) {
    return late.stream()
        .map(device -> new Behind(device,
            missing(conversation, device, delivered.getOrDefault(device.id(), 0L), stretch), false))
        .filter(each -> !each.missing().isEmpty());
  }

  /** Those who ceased to be members, with the entry that says so: for what was before it they ask. */
  private Stream<Behind> gone(ConversationId id, Map<DeviceId, Long> delivered, List<Entry.Membership> changes) {
    return changes.stream()
        .flatMap(change -> late(new MemberDevices(devices).allOf(memberships.goneBy(id, change)), delivered,
            change.seq()).stream().filter(device -> !device.id().equals(change.device()))
            .map(device -> new Behind(device, List.of(change), true)));
  }

  /** All changes of the members in a stretch of which only the end may have been read: each entry names the one before it. */
  private List<Entry.Membership> changes(ConversationId id, long from, List<Entry> end) {
    List<Entry.Membership> changes = new ArrayList<>();
    Optional<Entry> next = end.isEmpty() ? Optional.empty() : Optional.of(end.getLast());
    while (next.isPresent()) {
      if (next.get() instanceof Entry.Membership change) {
        changes.addFirst(change);
      }
      long before = next.get() instanceof Entry.Membership change ? change.after() : next.get().change();
      next = before < from
          ? Optional.empty()
          : end.stream().filter(entry -> entry.seq() == before).findFirst()
              .or(() -> log.read(id, before, 1).entries().stream().map(Log.Stored::entry)
                  .filter(entry -> entry.seq() == before).findFirst());
    }
    return changes;
  }

  private List<Entry> entries(ConversationId id, long from, long to) {
    List<Entry> entries = new ArrayList<>();
    long next = Math.max(from, to - MOST_ENTRIES + 1);
    Log.Page page;
    do {
      page = log.read(id, next, (int) (to - next + 1));
      page.entries().stream().filter(stored -> stored.expires().isAfter(clock.instant())).map(Log.Stored::entry)
          .filter(entry -> entry.seq() <= to).forEach(entries::add);
      next = page.entries().isEmpty() ? to + 1 : page.entries().getLast().entry().seq() + 1;
    } while (page.more() && next <= to);
    return entries;
  }

  private static List<Entry> missing(Conversation conversation, Device device, long acknowledged,
      List<Entry> entries) {
    return entries.stream().filter(entry -> entry.seq() > acknowledged)
        .filter(entry -> !entry.device().equals(device.id()))
        .filter(entry -> !isHidden(conversation, entry, device.account()))
        .filter(entry -> conversation.readers(entry.seq()).stream()
            .anyMatch(reader -> reader.account().equals(device.account())))
        .toList();
  }

  /** A beginning, too, is not told to whom it was made with in spite of a block. */
  private static boolean isHidden(Conversation conversation, Entry entry, AccountId reader) {
    return entry.isHiddenFrom(reader) || entry instanceof Entry.Membership
        && conversation.hiddenFrom(entry.sender()).filter(reader::equals).isPresent();
  }

  private Reached deliver(ConversationId id, List<Behind> behind) {
    if (behind.isEmpty()) {
      return Reached.NOBODY;
    }
    Map<Long, byte[]> frames = new HashMap<>();
    List<Post> posts = behind.stream().flatMap(each -> Post.to(List.of(each.device()), each.missing().stream()
        .map(entry -> frames.computeIfAbsent(entry.seq(),
            _ -> events.encode(new Event.Appended(id, entry))))
        .toList()).stream()).toList();
    Outcome outcome = delivery.deliver(posts);
    Set<DeviceId> unreached = outcome.undelivered().stream().map(Post::device).collect(Collectors.toSet());
    // Of those that took their posts, too: a socket may take them long after its device has lost the network. Whoever
    // acknowledges them in time is left asleep, and whoever is gone never does.
    List<PushRequest> requests = behind.stream()
        .filter(each -> !each.gone() || each.device().presence().isEmpty() || unreached.contains(each.device().id()))
        .flatMap(each -> request(id, each).stream()).toList();
    return new Reached(outcome, requests.size(), requests.isEmpty() ? 0 : pushes.put(requests).size());
  }

  /** Unless nobody can wake it, it was woken since, or the person wrote all of that: as {@link app.culver.core.push.Wakeable} has it. */
  private Optional<PushRequest> request(ConversationId id, Behind behind) {
    Device device = behind.device();
    Stream<Entry> others = behind.missing().stream().filter(entry -> !entry.sender().equals(device.account()));
    return others.reduce((_, last) -> last).map(last -> PushRequest.because(last, id, device, clock.instant()))
        .filter(request -> device.push().filter(push -> !request.isCoveredBy(push)).isPresent());
  }
}
