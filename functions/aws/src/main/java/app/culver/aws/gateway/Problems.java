package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import app.culver.aws.json.MalformedJsonException;
import app.culver.aws.runtime.Log;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The one place where refusals become problems. {@code contract/problems.md} explains each to clients. */
public final class Problems {
  private static final int CONFLICT = 409;

  private Problems() {}

  /**
   * What to answer for anything thrown. What nobody expected goes to the log, and out as {@code internal}; what is refused
   * because a service is out of order goes to the log, too.
   */
  static Problem of(Exception thrown, Log log) {
    return switch (thrown) {
      case RefusedException refused -> {
        if (refused.getCause() != null) {
          log.warn("refused", refused.getCause(), "refusal", refused.getMessage());
        }
        yield of(refused.refusal());
      }
      case MalformedJsonException _ -> new Problem("malformed-json", 400, "Malformed JSON",
          "Send one JSON object in UTF-8, without doubled names, within the limits of depth and length.");
      case UnknownActionException _ -> new Problem("unknown-action", 400, "Unknown action",
          "Set action to one of hello, ping, send, sync, receipt, signal.");
      default -> {
        log.error("unexpected", thrown);
        yield new Problem("internal", 500, "Internal error",
            "Try again later; if it stays, tell the operator the requestId.");
      }
    };
  }

  /** The problem that a refusal is to a client. */
  public static Problem of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.InvalidRequest(var faults) -> new Problem("invalid-request", 400, "Invalid request",
          "Change what errors names and send it again.", member("errors", faults));
      case Refusal.Unauthenticated() -> new Problem("unauthenticated", 401, "Not authenticated",
          "Send a valid access token as bearer token; renew it if it has expired.");
      case Refusal.SessionEnded() -> new Problem("session-ended", 401, "Session ended",
          "Sign in again. The device's keys stay good unless the device was removed.");
      case Refusal.SignInRefused() -> new Problem("sign-in-refused", 401, "Sign-in refused",
          "Get a fresh token from the identity provider and sign it with the device's key.");
      case Refusal.RefreshRefused() -> new Problem("refresh-refused", 401, "Refresh refused",
          "The refresh token is not valid any more: sign in again.");
      case Refusal.NotFound(var pointer) -> new Problem("not-found", 404, "Not found",
          "It does not exist, or not for this account.",
          pointer.map(place -> member("pointer", place)).orElseGet(Json::newObject));
      case Refusal.NotAllowed() -> new Problem("not-allowed", 403, "Not allowed",
          "The member's role does not allow this change.");
      case Refusal.MembershipChanged(var change) -> new Problem("membership-changed", CONFLICT, "Membership changed",
          "Sync up to change, see whether the change is still wanted, sign it over that one.",
          member("change", change));
      case Refusal.LastOwner() -> new Problem("last-owner", CONFLICT, "Last owner",
          "Make another member owner first.");
      case Refusal.GroupFull(var limit) -> new Problem("group-full", CONFLICT, "Group full",
          "A group has at most limit members.", member("limit", limit));
      case Refusal.StillMember(var groups) -> new Problem("still-member", CONFLICT, "Still a member",
          "Leave the groups in conversations first, then delete the account again.", member("conversations", groups));
      case Refusal.HandleTaken() -> new Problem("handle-taken", CONFLICT, "Handle taken", "Choose another handle.");
      case Refusal.TooManyDevices(var limit) -> new Problem("too-many-devices", CONFLICT, "Too many devices",
          "Remove one of the account's devices first.", member("limit", limit));
      case Refusal.StaleDeviceList(var missing, var extra) -> new Problem("stale-device-list", CONFLICT,
          "Stale device list",
          "Seal the message to the missing devices as well, leave out the extra ones, send it again.",
          member("missing", missing).setAll(member("extra", extra)));
      case Refusal.MessageIdReused(var seq) -> new Problem("message-id-reused", CONFLICT, "Message id reused",
          "Another message of this device has the id, at seq: give every message an id of its own.",
          member("seq", seq));
      case Refusal.SyncFirst(var tail) -> new Problem("sync-first", CONFLICT, "Sync first",
          "Sync up to tail, set since to the new cursor and send again with the same ids.", member("tail", tail));
      case Refusal.TooLarge(var what, var limit) -> new Problem("too-large", 413, "Too large",
          "Keep " + what + " within " + limit + " bytes.", member("limit", limit));
      case Refusal.Busy(var retryAfter) -> new Problem("busy", 503, "Busy",
          "Try again after the seconds in retryAfter, with the same ids.",
          member("retryAfter", Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1000))));
    };
  }

  private static ObjectNode member(String name, Object value) {
    return Json.tree(Map.of(name, value));
  }
}
