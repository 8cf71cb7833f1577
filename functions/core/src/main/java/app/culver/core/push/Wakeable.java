package app.culver.core.push;

import app.culver.core.delivery.Post;
import app.culver.core.device.Caller;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.send.Sent.Share;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The devices that a send may be a reason to wake: those of the other members that have a push token. The sender's own are
 * not among them, because the person knows what they have written.
 */
public final class Wakeable {
  private final ConversationId conversation;
  private final Instant now;
  private final SequencedMap<DeviceId, Share> shares = new LinkedHashMap<>();

  /**
   * Of messages that are in the log.
   *
   * @param audience the devices that the messages concern, with those that concern each, in order
   * @param now when they were there at the latest
   */
  public Wakeable(Caller sender, ConversationId conversation, List<Share> audience, Instant now) {
    this.conversation = conversation;
    this.now = now;
    audience.stream().filter(share -> !share.device().account().equals(sender.account()))
        .filter(share -> share.device().push().isPresent())
        .forEach(share -> shares.put(share.device().id(), share));
  }

  /** Requests for those that are not connected, as far as is known: one each, for the last message. */
  public List<PushRequest> away() {
    return requests(shares.values().stream().filter(share -> share.device().presence().isEmpty()));
  }

  /** Requests for those whose posts did not get through. */
  public List<PushRequest> missed(List<Post> undelivered) {
    return requests(undelivered.stream().map(Post::device).filter(shares::containsKey).map(shares::get));
  }

  private List<PushRequest> requests(Stream<Share> chosen) {
    return chosen.map(share -> PushRequest.because(share.messages().getLast(), conversation, share.device(), now))
        .toList();
  }
}
