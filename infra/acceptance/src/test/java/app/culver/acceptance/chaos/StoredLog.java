package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.Message;
import app.culver.acceptance.history.Happening.Placed;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.identifier.ConversationId;
import java.util.ArrayList;
import java.util.List;

/** What is stored of a conversation, as a device sees it. */
record StoredLog(RawDevice reader, ConversationId conversation) {

  List<Placed> entries() {
    var entries = new ArrayList<Placed>();
    var more = true;
    while (more) {
      var request = RawDevice.object();
      request.putArray("cursors").addObject().put("conversation", conversation.value()).put("after",
          entries.isEmpty() ? 0 : entries.getLast().seq());
      var page = reader.post("/v1/sync", request).expect(200).path("conversations").path(0);
      page.path("entries").forEach(entry -> entries.add(new Placed(entry.path("seq").asLong(),
          entry.has("envelope")
              ? new Message(entry.path("device").asText(), entry.at("/envelope/id").asText())
              : Happening.CHANGE)));
      more = page.path("more").asBoolean();
    }
    return entries;
  }
}
