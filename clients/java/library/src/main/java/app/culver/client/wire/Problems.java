package app.culver.client.wire;

import app.culver.client.Problem;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Reads problems (RFC 9457). */
public final class Problems {
  private static final String PREFIX = "urn:culver:problem:";

  private Problems() {}

  /** @throws MalformedException if it is not one of Culver's problems, whatever its type */
  public static Problem read(JsonNode json) {
    var type = Json.text(json, "type");
    if (!type.startsWith(PREFIX)) {
      throw new MalformedException("not one of Culver's problems");
    }
    var name = type.substring(PREFIX.length());
    var common = new Problem.Common(name, (int) Json.integer(json, "status"), Json.text(json, "detail"),
        Json.optionalText(json, "requestId").orElse(""));
    try {
      return typed(common, json);
    } catch (MalformedException lacksItsMembers) {
      return new Problem.Other(common);
    }
  }

  private static Problem typed(Problem.Common common, JsonNode json) {
    return switch (common.name()) {
      case "invalid-request" -> new Problem.InvalidRequest(common, Json.list(json, "errors",
          error -> new Problem.Fault(Json.text(error, "pointer"), Json.text(error, "detail"))));
      case "unauthenticated" -> new Problem.Unauthenticated(common);
      case "session-ended" -> new Problem.SessionEnded(common);
      case "sign-in-refused" -> new Problem.SignInRefused(common);
      case "refresh-refused" -> new Problem.RefreshRefused(common);
      case "not-found" -> new Problem.NotFound(common, Json.optionalText(json, "pointer").orElse(""));
      case "handle-taken" -> new Problem.HandleTaken(common);
      case "too-many-devices" -> new Problem.TooManyDevices(common, (int) Json.integer(json, "limit"));
      case "not-allowed" -> new Problem.NotAllowed(common);
      case "membership-changed" -> new Problem.MembershipChanged(common, Json.integer(json, "change"));
      case "last-owner" -> new Problem.LastOwner(common);
      case "group-full" -> new Problem.GroupFull(common, (int) Json.integer(json, "limit"));
      case "still-member" -> new Problem.StillMember(common, conversations(json));
      case "stale-device-list" -> new Problem.StaleDeviceList(common,
          Json.list(json, "missing", Problems::deviceOf), Json.list(json, "extra", Problems::deviceOf));
      case "message-id-reused" -> new Problem.MessageIdReused(common, Json.integer(json, "seq"));
      case "sync-first" -> new Problem.SyncFirst(common, Json.integer(json, "tail"));
      case "too-large" -> new Problem.TooLarge(common, (int) Json.integer(json, "limit"));
      case "busy" -> new Problem.Busy(common, Duration.ofSeconds(Json.integer(json, "retryAfter")));
      case "internal" -> new Problem.Internal(common);
      default -> new Problem.Other(common);
    };
  }

  private static List<ConversationId> conversations(JsonNode json) {
    return Json.list(json, "conversations", element -> Json.id(element, ConversationId::new));
  }

  private static Problem.DeviceOf deviceOf(JsonNode json) {
    return new Problem.DeviceOf(Json.as(json, "account", AccountId::new), Json.as(json, "device", DeviceId::new));
  }
}
