package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a line of a conversation says. */
public sealed interface Content {

  /** Whether it is no line of a conversation, but something that only clients have to know. */
  default boolean isSilent() {
    return this instanceof Introduced || this instanceof Known;
  }

  /**
   * Text that someone wrote. Its signature was verified.
   *
   * @param reply the message that it answers
   * @param lifetime after which it vanishes: from being read on, or on devices of its sender from being sent on
   * @param edited whether this is not what was written first
   */
  record Text(String text, Optional<Reference> reply, Optional<Duration> lifetime, boolean edited)
      implements
        Content {
    /** A text that answers nothing and stays. */
    public Text(String text) {
      this(text, Optional.empty(), Optional.empty(), false);
    }
  }

  /**
   * Files that someone sent, 1 to 10.
   *
   * @param text below them; empty for none
   * @param reply as of a {@link Text}, like what follows
   */
  record Media(List<MediaFile> files, String text, Optional<Reference> reply, Optional<Duration> lifetime,
      boolean edited) implements Content {
    public Media {
      files = List.copyOf(files);
    }
  }

  /** The sender reacted to a message, or took that back: then there is no emoji. */
  record Reacted(Reference to, Optional<String> emoji) implements Content {}

  /** The sender gave a message of theirs another text. */
  record Edited(Reference to, String text) implements Content {}

  /** The sender took a message of theirs back. */
  record Deleted(Reference to) implements Content {}

  /** Here was a message that its sender took back. */
  record Removed() implements Content {}

  /** The sender decided how long messages live from now on; empty for good. */
  record LifetimeSet(Optional<Duration> lifetime) implements Content {}

  /** The sender told what they are called, and nothing else: no line of a conversation. */
  record Introduced() implements Content {}

  /**
   * A device of this account told the newer ones what they cannot read any more: no line of a conversation.
   *
   * @param said in the form in which it travels; not for people
   */
  record Known(String said) implements Content {
    /** Keys are in it. */
    @Override
    public String toString() {
      return "Known";
    }
  }

  /** Here was a message whose lifetime is over: not shown. */
  record Vanished() implements Content {}

  /** A genuine message of a kind that this version does not know: say that an update may show it. */
  record Unsupported(String kind) implements Content {}

  /** A genuine message that was not sealed to this device: usually it is older than the device. */
  record NotForThisDevice() implements Content {}

  /**
   * Something that claims to be a message and is not: do not show it as one.
   *
   * @param reason for a log, not for people
   */
  record Refused(String reason) implements Content {}

  /** The conversation began with these members. The signature of the device that created it was verified. */
  record Created(List<AccountId> members) implements Content {
    public Created {
      members = List.copyOf(members);
    }
  }

  /** The sender added members to the group. */
  record MembersAdded(List<AccountId> members) implements Content {
    public MembersAdded {
      members = List.copyOf(members);
    }
  }

  /** The sender removed members from the group. */
  record MembersRemoved(List<AccountId> members) implements Content {
    public MembersRemoved {
      members = List.copyOf(members);
    }
  }

  /** The sender left the group. */
  record MemberLeft() implements Content {}

  /** The sender gave a member of the group another role. */
  record RoleChanged(AccountId account, Role role) implements Content {}

  /** The sender, an owner or admin, gave the group another title or picture. */
  record Titled(String title, Optional<Picture> picture) implements Content {}

  /**
   * Messages that expired before they reached this device: local, the log says nothing in their place.
   *
   * @param count how many entries of the log there were, at least 1
   */
  record Expired(long count) implements Content {}

  /** A member's devices changed, so the safety number did: local, the server did not say it in the log. */
  record DevicesChanged(AccountId account, List<DeviceId> added, List<DeviceId> removed) implements Content {
    public DevicesChanged {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }
}
