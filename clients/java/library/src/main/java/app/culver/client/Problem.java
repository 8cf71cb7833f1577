package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import java.time.Duration;
import java.util.List;

/**
 * Why the server refused something: the problems of {@code contract/problems.md} (RFC 9457). {@link #detail} tells what
 * to change, for developers' eyes; {@link #requestId} names the call in the operator's logs, empty if there is none.
 */
public sealed interface Problem {

  /** The last part of the problem's type, {@code urn:culver:problem:<name>}. */
  String name();

  /** The HTTP status, on the socket too. */
  int status();

  /** What to change, in a sentence for developers. */
  String detail();

  /** The server's number of the call; empty if there is none. */
  String requestId();

  /** What every problem has. */
  record Common(String name, int status, String detail, String requestId) {}

  /** A problem that {@link Common} has all of. */
  sealed interface Plain extends Problem {
    Common common();

    @Override
    default String name() {
      return common().name();
    }

    @Override
    default int status() {
      return common().status();
    }

    @Override
    default String detail() {
      return common().detail();
    }

    @Override
    default String requestId() {
      return common().requestId();
    }
  }

  /** The request breaks the contract: this library or the application has a fault, or the server is older. */
  record InvalidRequest(Common common, List<Fault> faults) implements Plain {}

  /** One fault of a request. @param pointer where, as a JSON Pointer (RFC 6901) */
  record Fault(String pointer, String detail) {}

  /** The access token is missing, malformed or expired. The library renews it by itself. */
  record Unauthenticated(Common common) implements Plain {}

  /** This device was removed or its session ended: sign in again. */
  record SessionEnded(Common common) implements Plain {}

  /** The identity provider's token was not accepted. */
  record SignInRefused(Common common) implements Plain {}

  /** The refresh token was not accepted: sign in again. */
  record RefreshRefused(Common common) implements Plain {}

  /**
   * There is no such thing, or none that this account may know of.
   *
   * @param pointer to the part of the request that was not found, as a JSON Pointer; empty if it names only one
   */
  record NotFound(Common common, String pointer) implements Plain {}

  /** Someone else has this handle. */
  record HandleTaken(Common common) implements Plain {}

  /** The account has as many devices as it may: remove one first. */
  record TooManyDevices(Common common, int limit) implements Plain {}

  /** The role in the group does not allow it. */
  record NotAllowed(Common common) implements Plain {}

  /** Another change of the group's members came first. The library syncs and repeats its own by itself. */
  record MembershipChanged(Common common, long change) implements Plain {}

  /** A group that has members has an owner: make another one owner first. */
  record LastOwner(Common common) implements Plain {}

  /** The group has as many members as it may. */
  record GroupFull(Common common, int limit) implements Plain {}

  /** The message was sealed to other devices than the members have now. The library seals anew by itself. */
  record StaleDeviceList(Common common, List<DeviceOf> missing, List<DeviceOf> extra) implements Plain {}

  /** A device and whose it is. */
  record DeviceOf(AccountId account, DeviceId device) {}

  /** The account cannot be deleted yet, since it is in these groups, and perhaps in others. The library leaves them. */
  record StillMember(Common common, List<ConversationId> conversations) implements Plain {}

  /** The message id was accepted with other bytes, at this position. */
  record MessageIdReused(Common common, long seq) implements Plain {}

  /** This device is too far behind to send. The library syncs by itself. */
  record SyncFirst(Common common, long tail) implements Plain {}

  /** Something is larger than the limit, in bytes. */
  record TooLarge(Common common, int limit) implements Plain {}

  /** Worth trying again after a while. */
  record Busy(Common common, Duration retryAfter) implements Plain {}

  /** A fault of the server. */
  record Internal(Common common) implements Plain {}

  /** A problem that this version of the library has no type for. */
  record Other(Common common) implements Plain {}
}
