package app.culver.core.receipt;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Pending;
import app.culver.core.concurrent.Races;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.conversation.OwnConversation;
import app.culver.core.delivery.Event;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import app.culver.core.membership.Member;
import app.culver.core.refusal.Refusal.InvalidRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Taking note of how far a device has come. */
public final class Receiving {
  private final Devices devices;
  private final Conversations conversations;
  private final Log log;
  private final Receipts receipts;
  private final InstantSource clock;
  private final Races races;

  public Receiving(Devices devices, Conversations conversations, Log log, Receipts receipts, InstantSource clock,
      Backoff backoff) {
    this.devices = devices;
    this.conversations = conversations;
    this.log = log;
    this.receipts = receipts;
    this.clock = clock;
    this.races = new Races(backoff);
  }

  /**
   * What is to be told, and the devices that it concerns: all of the members' but the one that told; in a large
   * conversation those of the account alone.
   */
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
    OwnConversation own = OwnConversation.start(devices, conversations, caller, id);
    Pending<Optional<Mark>> mark = Pending.start(() -> log.mark(id, told.delivered()));
    Pending<List<Receipt>> before = Pending.start(() -> receipts.of(id, caller.account()));

    Conversation conversation = own.get();
    MemberDevices members = own.members();
    // Waited for in any case, since nothing goes on in a function that has answered.
    boolean isMissing = mark.get().isEmpty();
    if (isMissing && told.delivered() > conversation.reached()) {
      throw InvalidRequest.at(request.pointer(), "must not be beyond the last entry").exception();
    }
    List<Member> concerned = Standing.areTold(conversation)
        ? conversation.inEarshot(caller.account())
        : conversation.member(caller.account()).stream().toList();
    concerned.forEach(member -> members.start(member.account()));
    Raise raise = races.win(before.get(), () -> receipts.of(id, caller.account()),
        read -> raise(caller, id, told, read));
    tidy(id, before.get(), members.start(caller.account()).get(), raise.device());
    return Optional.of(raise.level()).filter(level -> !level.equals(raise.before()))
        .map(level -> new News(
            new Event.Received(id, caller.account(), level.delivered(), level.read(), clock.instant()),
            members.others(concerned, caller)));
  }

  /** How far the account had come, and how far it and the device have. */
  private record Raise(Watermarks before, Watermarks level, Watermarks device) {}

  /**
   * Deletes what devices told that are gone, once the one that tells now has come as far: then it says nothing any more,
   * and the account's level stays. Until then it is all that shows how far the account has come.
   */
  private void tidy(ConversationId id, List<Receipt> own, List<Device> devices, Watermarks level) {
    Set<DeviceId> there = devices.stream().map(Device::id).collect(Collectors.toSet());
    own.stream().filter(receipt -> !there.contains(receipt.device()))
        .filter(receipt -> level.and(receipt.watermarks()).equals(level))
        .forEach(receipt -> receipts.delete(id, receipt.account(), receipt.device()));
  }

  /** Raises the device's watermarks, if these are higher; empty after a lost race. */
  private Optional<Raise> raise(Caller caller, ConversationId id, Watermarks told, List<Receipt> own) {
    Watermarks before = Receipt.byAccount(own).getOrDefault(caller.account(), Watermarks.NONE);
    Watermarks device = own.stream().filter(receipt -> receipt.device().equals(caller.device())).findFirst()
        .map(Receipt::watermarks).orElse(Watermarks.NONE);
    Watermarks raised = device.and(told);
    return raised.equals(device) || receipts.raise(id, new Receipt(caller.account(), caller.device(), raised))
        ? Optional.of(new Raise(before, before.and(raised), raised))
        : Optional.empty();
  }
}
