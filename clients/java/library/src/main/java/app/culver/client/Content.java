package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import java.util.List;
import java.util.Optional;

/** What a line of a conversation says. */
public sealed interface Content {

  /** Text that someone wrote. Its signature was verified. */
  record Text(String text) implements Content {}

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
