package app.culver.aws.queue;

import app.culver.aws.json.Json;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.push.PushRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Requests for pushes as they lie in the queue: they name a device and an entry, and hold neither token nor content. */
public final class PushRequestForm {
  private PushRequestForm() {}

  static String write(PushRequest request) {
    return Json.text(Json.newObject().put("account", request.account().value()).put("device", request.device().value())
        .put("conversation", request.conversation().value()).put("seq", request.seq())
        .put("time", request.time().toEpochMilli()));
  }

  /**
   * Reads one; members that only a newer version knows are passed over.
   *
   * @throws RuntimeException if it is no such request
   */
  public static PushRequest read(String body) {
    ObjectNode form = Json.object(body);
    return new PushRequest(new AccountId(form.path("account").textValue()),
        new DeviceId(form.path("device").textValue()), new ConversationId(form.path("conversation").textValue()),
        form.path("seq").longValue(), Instant.ofEpochMilli(form.required("time").longValue()));
  }
}
