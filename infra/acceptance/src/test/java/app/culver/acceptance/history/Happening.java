package app.culver.acceptance.history;

import java.util.List;

/** Something that a device did, was told or saw. Positions are those of the log, from 1. */
public sealed interface Happening {

  /** A message as everybody knows it. */
  record Message(String device, String id) {}

  /** An account's device is signed in. */
  record SignedIn(String account, String device) implements Happening {}

  /** The removal of a device was answered. */
  record DeviceRemoved(String device) implements Happening {}

  /** Whatever was under way when the removal of a device was answered is over. */
  record RemovalSettled(String device) implements Happening {}

  /** The server told a device of something else than an entry, or woke it. */
  record Told(String device, String what) implements Happening {}

  /** An account became a member by the entry at this position. */
  record Joined(String conversation, String account, long seq) implements Happening {}

  /** An account ceased to be a member by the entry at this position. */
  record Left(String conversation, String account, long seq) implements Happening {}

  /** A message is about to be sent for the first time. */
  record SendBegun(String conversation, Message message, String text) implements Happening {}

  /** The sender was told that its message is in the log; noted each time it is told. */
  record Accepted(String conversation, Message message, long seq) implements Happening {}

  /**
   * What was answered to a message: its place and time, or, if the attempt began when it had been accepted and was for the
   * same bytes, why it is refused.
   */
  record Answered(Message message, String answer) implements Happening {}

  /** The log holds a message of which its sender is never told, because it and its invocation are gone. */
  record Stored(String conversation, Message message, long seq) implements Happening {}

  /** The server handed an entry to a device, by whatever way. */
  record Delivered(String device, String conversation, long seq) implements Happening {}

  /** A device put a message onto its screen. */
  record Shown(String device, String conversation, long seq, Message message, String text) implements Happening {}

  /** A device told how far it has come. */
  record ReceiptGiven(String device, String conversation, long delivered, long read) implements Happening {}

  /** A device was told how far an account has come. */
  record ReceiptSeen(String device, String conversation, String account, long delivered, long read)
      implements
        Happening {}

  /** The server tried to reach a device because of an entry: it posted to its socket, or asked for a push. */
  record Tried(String device, String conversation, long seq) implements Happening {}

  /** The device can neither be posted to nor woken any more, for all that the server knows. */
  record Unreachable(String device) implements Happening {}

  /** The device listens again, and the server knows: whatever comes into the log from now on can be posted to it. */
  record Back(String device) implements Happening {}

  /** The time within which every device has to be tried is over for all entries up to this one. */
  record BoundPassed(String conversation, long seq) implements Happening {}

  /** What the log holds for a device at the end, in order. What has expired is told by {@code first}. */
  record Fetched(String device, String conversation, long first, List<Placed> entries) implements Happening {
    public Fetched {
      entries = List.copyOf(entries);
    }
  }

  /** An entry's place; a change of the membership has no message, which {@link #CHANGE} stands for. */
  record Placed(long seq, Message message) {}

  /** Stands for an entry that is no message. */
  Message CHANGE = new Message("", "");
}
