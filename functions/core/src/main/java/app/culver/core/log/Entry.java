package app.culver.core.log;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.membership.MembershipChange;
import app.culver.core.signature.Signature;
import java.time.Instant;
import java.util.Optional;

/** One entry of a log. */
public sealed interface Entry {

  /** Its position, from 1 without gaps. */
  long seq();

  /** When it was accepted, by the server's clock. */
  Instant time();

  /** The account that acted. */
  AccountId sender();

  /** The device that acted. */
  DeviceId device();

  /** Whether the account is shown its position alone. */
  default boolean isHiddenFrom(AccountId account) {
    return false;
  }

  /** The entry that last changed the membership: who got this one is what that one says. */
  long change();

  /**
   * A message.
   *
   * @param hiddenFrom the account that blocked the sender when it was accepted, and is shown its position alone
   */
  record Message(long seq, Instant time, AccountId sender, DeviceId device, long change, Envelope envelope,
      Optional<AccountId> hiddenFrom) implements Entry {

    /** A message for all. */
    public Message(long seq, Instant time, AccountId sender, DeviceId device, long change, Envelope envelope) {
      this(seq, time, sender, device, change, envelope, Optional.empty());
    }

    @Override
    public boolean isHiddenFrom(AccountId account) {
      return hiddenFrom.equals(Optional.of(account));
    }
  }

  /**
   * A change of the membership, which is its own last change.
   *
   * @param after the change before this one, over which it was signed; 0 for the first
   */
  record Membership(long seq, Instant time, AccountId sender, DeviceId device, long after, MembershipChange membership,
      Signature signature) implements Entry {
    @Override
    public long change() {
      return seq;
    }
  }
}
