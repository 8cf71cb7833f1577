package app.culver.core.signal;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.MemberDevices;
import app.culver.core.conversation.OwnConversation;
import app.culver.core.delivery.Event;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.refusal.Refusal.DeviceOf;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Passing on what is not kept. */
public final class Signalling {
  private final Devices devices;
  private final Conversations conversations;
  private final Pace pace;
  private final InstantSource clock;

  public Signalling(Devices devices, Conversations conversations, Pace pace, InstantSource clock) {
    this.devices = devices;
    this.conversations = conversations;
    this.pace = pace;
    this.clock = clock;
  }

  /** What is to be passed on, and to which devices: those of the members that the envelope names. */
  public record Signal(Event event, List<Device> audience) {}

  /**
   * What to do with a signal: if it comes too fast, nothing, before anything is read.
   *
   * @throws app.culver.core.refusal.RefusedException if the caller is no member
   */
  public Signal signal(Caller caller, SignalRequest request) {
    Event event = new Event.Signalled(request.conversation(), caller.account(), caller.device(), clock.instant(),
        request.envelope());
    if (!pace.admits(caller.device())) {
      return new Signal(event, List.of());
    }
    OwnConversation own = OwnConversation.start(devices, conversations, caller, request.conversation());

    Conversation conversation = own.get();
    MemberDevices members = own.members();
    Set<DeviceOf> named = request.recipients().stream().flatMap(recipient -> recipient.devices().stream()
        .map(sealed -> new DeviceOf(recipient.account(), sealed.device()))).collect(Collectors.toSet());
    return new Signal(event,
        members.others(conversation.inEarshot(caller.account()), caller).stream()
            .filter(device -> named.contains(new DeviceOf(device.account(), device.id()))).toList());
  }
}
