package app.culver.aws.queue;

import app.culver.aws.json.Json;
import app.culver.core.identifier.ConversationId;
import app.culver.core.redelivery.Stretch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stretches of logs as they lie in the queue: positions, and nothing of what is there. */
public final class StretchesForm {
  private static final String STRETCHES = "stretches";

  private StretchesForm() {}

  static String write(List<Stretch> stretches) {
    ObjectNode form = Json.newObject();
    stretches.forEach(stretch -> form.withArray(STRETCHES).addObject()
        .put("conversation", stretch.conversation().value()).put("from", stretch.from()).put("to", stretch.to())
        .put("newest", stretch.newest().getEpochSecond()));
    return Json.text(form);
  }

  /**
   * Reads them; members that only a newer version knows are passed over.
   *
   * @throws RuntimeException if they are no such stretches
   */
  public static List<Stretch> read(String body) {
    List<Stretch> stretches = new ArrayList<>();
    Json.object(body).required(STRETCHES).forEach(
        form -> stretches.add(new Stretch(new ConversationId(form.path("conversation").textValue()),
            form.path("from").longValue(), form.path("to").longValue(),
            Instant.ofEpochSecond(form.required("newest").longValue()))));
    return stretches;
  }
}
