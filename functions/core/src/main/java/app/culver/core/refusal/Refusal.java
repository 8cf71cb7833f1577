package app.culver.core.refusal;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An expected refusal. Each kind has its problem type on the page {@code contract/problems.md}. */
public sealed interface Refusal {

  /** The request breaks the contract: each fault names a place in it by JSON Pointer (RFC 6901). Never quotes input. */
  record InvalidRequest(List<Fault> faults) implements Refusal {
    public InvalidRequest {
      faults = List.copyOf(faults);
    }

    public static InvalidRequest at(String pointer, String detail) {
      return new InvalidRequest(List.of(new Fault(pointer, detail)));
    }
  }

  /** One fault of a request. */
  record Fault(String pointer, String detail) {}

  /** No access token, or one that does not verify. */
  record Unauthenticated() implements Refusal {}

  /** The token is genuine, but its session has ended or its device was removed. */
  record SessionEnded() implements Refusal {}

  /** The identity provider's token or the proof of possession does not verify. */
  record SignInRefused() implements Refusal {}

  /** The refresh token cannot be used: unknown, spent, expired or wrongly signed. */
  record RefreshRefused() implements Refusal {}

  /** It does not exist, or the caller may not know whether it does. The pointer tells which, if several were named. */
  record NotFound(Optional<String> pointer) implements Refusal {
    public NotFound() {
      this(Optional.empty());
    }

    public static NotFound at(String pointer) {
      return new NotFound(Optional.of(pointer));
    }
  }

  /** The caller may know of it, but its role does not allow what was asked. */
  record NotAllowed() implements Refusal {}

  /** The change of members was signed over another change than the last one, which is this entry. */
  record MembershipChanged(long change) implements Refusal {}

  /** The group would have members, but no owner. */
  record LastOwner() implements Refusal {}

  /** The group would have more members than this. */
  record GroupFull(int limit) implements Refusal {}

  /** The account cannot go yet, since it is a member of these groups, and perhaps of others. */
  record StillMember(List<ConversationId> groups) implements Refusal {
    public StillMember {
      groups = List.copyOf(groups);
    }
  }

  /** The handle belongs to another account. */
  record HandleTaken() implements Refusal {}

  /** The account has as many devices as it may have. */
  record TooManyDevices(int limit) implements Refusal {}

  /** The message was sealed to other devices than the members have now. */
  record StaleDeviceList(List<DeviceOf> missing, List<DeviceOf> extra) implements Refusal {
    public StaleDeviceList {
      missing = List.copyOf(missing);
      extra = List.copyOf(extra);
    }
  }

  /** A device and the account whose it is. */
  record DeviceOf(AccountId account, DeviceId device) {}

  /** This device has used the message id for other bytes, accepted at this position. */
  record MessageIdReused(long acceptedSeq) implements Refusal {}

  /** The sender is so far behind that it has to sync before it sends. */
  record SyncFirst(long tail) implements Refusal {}

  /** A part of the request is larger than it may be. */
  record TooLarge(String what, int limitBytes) implements Refusal {}

  /** Lost too many races for the same place, or something behind is out of order; worth trying again after this time. */
  record Busy(Duration retryAfter) implements Refusal {
    /** To be tried again after a second. */
    public Busy() {
      this(Duration.ofSeconds(1));
    }
  }

  /** This refusal, ready to be thrown. */
  default RefusedException exception() {
    return new RefusedException(this);
  }

  /** This refusal, ready to be thrown, because of something that is out of order. */
  default RefusedException because(Throwable cause) {
    return new RefusedException(this, cause);
  }
}
