package app.culver.core.signal;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.delivery.Event;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.DeviceId;
import app.culver.core.refusal.Refusal.NotFound;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Passing on what is not kept. */
public final class Signalling {
  private final Devices devices;
  private final Conversations conversations;
  private final InstantSource clock;

  public Signalling(Devices devices, Conversations conversations, InstantSource clock) {
    this.devices = devices;
    this.conversations = conversations;
    this.clock = clock;
  }

  /** What is to be passed on, and to which devices: those of the members that the envelope names. */
  public record Signal(Event event, List<Device> audience) {}

  /** @throws app.culver.core.refusal.RefusedException if the caller is no member */
  public Signal signal(Caller caller, SignalRequest request) {
    MemberDevices members = new MemberDevices(devices);
    Pending<List<Device>> own = members.start(caller.account());
    Pending<Optional<Conversation>> found = Pending.start(() -> conversations.find(request.conversation()));

    OwnDevice.in(own.get(), caller);
    Conversation conversation = found.get().filter(there -> there.member(caller.account()).isPresent())
        .orElseThrow(() -> new NotFound().exception());
    Set<DeviceId> named = request.envelope().recipients().stream().flatMap(recipient -> recipient.devices().stream())
        .map(recipient -> recipient.device()).collect(Collectors.toSet());
    return new Signal(
        new Event.Signalled(conversation.id(), caller.account(), caller.device(), clock.instant(), request.envelope()),
        members.others(conversation.members(), caller).stream().filter(device -> named.contains(device.id())).toList());
  }
}
