package app.culver.client;

import app.culver.client.identifier.MessageId;
import java.time.Duration;

/** A message on its way, stored in the outbox: it is sent even if the process ends first. */
public interface Outgoing {

  /** Its identifier, the same at every attempt. */
  MessageId id();

  /** How it stands now. */
  Message message();

  /**
   * Waits until it got this far, or failed.
   *
   * @param state {@link Message.State#SENT}, {@link Message.State#DELIVERED} or {@link Message.State#READ}; the latter
   *     two come only while connected
   * @return the message in this state, in a later one, or {@link Message.State#FAILED}
   * @throws CulverException.TimedOut if neither happens in time; the message stays in the outbox
   * @throws CulverException.SignedOut if the session ends meanwhile
   */
  Message await(Message.State state, Duration limit);
}
