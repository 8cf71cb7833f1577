package app.culver.client.sync;

import app.culver.client.identifier.MessageId;
import app.culver.client.wire.Entry;

/** Something with a place in a log. */
sealed interface Arrival {

  long seq();

  /** An entry that the server told of. */
  record Logged(Entry entry) implements Arrival {
    @Override
    public long seq() {
      return entry.seq();
    }
  }

  /** A message of this device that was accepted. Its own entry is not sent to this device, so this stands for it. */
  record Accepted(long seq, MessageId id) implements Arrival {}

  /** The end of a log of which nothing is left. */
  record Emptied(long seq) implements Arrival {}
}
