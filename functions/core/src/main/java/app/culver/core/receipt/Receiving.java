package app.culver.core.receipt;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.delivery.Event;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.NotFound;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Taking note of how far a device has come. */
public final class Receiving {
  private static final int MOST_ATTEMPTS = 5;

  private final Devices devices;
  private final Conversations conversations;
  private final Log log;
  private final Receipts receipts;
  private final InstantSource clock;
  private final Backoff backoff;

  public Receiving(Devices devices, Conversations conversations, Log log, Receipts receipts, InstantSource clock,
      Backoff backoff) {
    this.devices = devices;
    this.conversations = conversations;
    this.log = log;
    this.receipts = receipts;
    this.clock = clock;
    this.backoff = backoff;
  }

  /** What is to be told, and the devices that it concerns: all of the members' but the one that told. */
  public record News(Event event, List<Device> audience) {}

  /**
   * Raises the device's watermarks; lower ones than before have no effect.
   *
   * @return empty if the account has not come further by it
   * @throws app.culver.core.refusal.RefusedException if the caller is no member, or a position is beyond the log's end
   */
  public Optional<News> receive(Caller caller, ReceiptRequest request) {
    ConversationId id = request.conversation();
    Watermarks told = request.watermarks();
    MemberDevices members = new MemberDevices(devices);
    Pending<List<Device>> own = members.start(caller.account());
    Pending<Optional<Conversation>> found = Pending.start(() -> conversations.find(id));
    Pending<Optional<Mark>> mark = Pending.start(() -> log.mark(id, told.delivered()));
    Pending<List<Receipt>> before = Pending.start(() -> receipts.of(id, caller.account()));

    OwnDevice.in(own.get(), caller);
    Conversation conversation = found.get().filter(there -> there.member(caller.account()).isPresent())
        .orElseThrow(() -> new NotFound().exception());
    if (told.delivered() > conversation.head().seq() && mark.get().isEmpty()) {
      throw InvalidRequest.at(request.pointer(), "must not be beyond the last entry").exception();
    }
    conversation.members().forEach(member -> members.start(member.account()));
    return raise(caller, id, told, before.get())
        .map(level -> new News(
            new Event.Received(id, caller.account(), level.delivered(), level.read(), clock.instant()),
            members.others(conversation.members(), caller)));
  }

  /** The account's new level, if it has risen. */
  private Optional<Watermarks> raise(Caller caller, ConversationId id, Watermarks told, List<Receipt> first) {
    List<Receipt> before = first;
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Watermarks device = before.stream().filter(receipt -> receipt.device().equals(caller.device())).findFirst()
          .map(Receipt::watermarks).orElse(Watermarks.NONE);
      Watermarks raised = device.and(told);
      if (raised.equals(device)) {
        return Optional.empty();
      }
      if (receipts.raise(id, new Receipt(caller.account(), caller.device(), raised))) {
        Watermarks level = Receipt.byAccount(before).getOrDefault(caller.account(), Watermarks.NONE);
        return Optional.of(level.and(raised)).filter(after -> !after.equals(level));
      }
      backoff.await(attempt);
      before = receipts.of(id, caller.account());
    }
    throw new Busy(1000).exception();
  }
}
