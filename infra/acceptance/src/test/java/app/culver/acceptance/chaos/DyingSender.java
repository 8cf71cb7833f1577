package app.culver.acceptance.chaos;

import app.culver.acceptance.history.Happening;
import app.culver.acceptance.history.Happening.SendBegun;
import app.culver.acceptance.history.Happening.Stored;
import app.culver.acceptance.history.History;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.util.List;
import org.awaitility.Awaitility;

/** A device that writes once: its invocation dies when the message is in the log, and nobody ever tries again. */
record DyingSender(RawDevice raw, ConversationId conversation) {

  String device() {
    return raw.device().value();
  }

  /** Tries until the message is in the log; nobody else may write meanwhile. */
  void send(String text, List<AccountId> readers, History history, Troubles troubles) {
    var before = tail();
    var id = RawDevice.newMessage();
    var message = new Happening.Message(device(), id.value());
    var request = Patience.insist(() -> raw.message(conversation, before, id, text, readers.toArray(AccountId[]::new)));
    history.note(new SendBegun(conversation.value(), message, text));
    Awaitility.await().atMost(Patience.LONG).until(() -> {
      troubles.killNextAppend();
      // If an earlier attempt got through after all, it is told so.
      return raw.post("/v1/messages", request).status() == 200 || tail() > before;
    });
    history.note(new Stored(conversation.value(), message, tail()));
  }

  private long tail() {
    return Cloud.running().tables().tail(conversation);
  }
}
