package app.culver.client.signal;

import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.Origin;
import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.Identifier;
import app.culver.client.identifier.MessageId;
import app.culver.client.loop.Loop;
import app.culver.client.people.Directory;
import app.culver.client.people.People;
import app.culver.client.session.Session;
import app.culver.client.socket.Socket;
import app.culver.client.wire.EnvelopeJson;
import app.culver.client.wire.Json;
import app.culver.client.wire.MessageContent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Tells the members of a conversation who are connected that this person is typing. */
public final class Typing {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  /** In larger groups somebody always types. */
  private static final int MOST_MEMBERS = 10;

  private final Loop loop;
  private final SecureRandom random;
  private final HpkeSuite suite;
  private final History history;
  private final People people;
  private final Directory directory;
  private final Session session;
  private final Socket socket;
  private final BooleanSupplier tells;
  private final Set<ConversationId> toldJustNow = new HashSet<>();

  /** @param tells whether others are to know */
  public Typing(Loop loop, SecureRandom random, History history, People people, Directory directory, Session session,
      Socket socket, BooleanSupplier tells) {
    this.loop = loop;
    this.random = random;
    this.suite = new HpkeSuite(random);
    this.history = history;
    this.people = people;
    this.directory = directory;
    this.session = session;
    this.socket = socket;
    this.tells = tells;
  }

  /**
   * The person has typed something: tells so, unless it did within the last five seconds.
   *
   * @throws app.culver.client.CulverException.NotPossible if the conversation is not known
   */
  public void typed(ConversationId conversation) {
    session.required();
    var members = history.members(conversation);
    if (members.size() > MOST_MEMBERS || !members.contains(session.required().account()) || !tells.getAsBoolean()
        || !socket.isConnected() || !toldJustNow.add(conversation)) {
      return;
    }
    loop.after(BETWEEN, () -> toldJustNow.remove(conversation));
    var unknown = members.stream().filter(member -> !people.hasDevicesOf(member)).toList();
    if (unknown.isEmpty()) {
      tell(conversation);
      return;
    }
    loop.when(directory.refresh(unknown), done -> tell(conversation), failure -> {
      // The person may still be typing in five seconds.
    });
  }

  private void tell(ConversationId conversation) {
    if (session.identity().isEmpty() || !history.has(conversation)) {
      return;
    }
    var self = session.required();
    var recipients = people.recipients(history.members(conversation), self.device());
    if (recipients.isEmpty() || recipients.size() > HpkeSuite.MAX_RECIPIENT_DEVICES) {
      return;
    }
    var id = new byte[Identifier.BYTES];
    random.nextBytes(id);
    var envelope = suite.seal(new Origin(conversation, self.account(), self.device()), MessageId.of(id),
        MessageContent.typing().write(), recipients, session.keys());
    socket.tell("signal", Json.object().put("conversation", conversation.value())
        .<ObjectNode>set("envelope", EnvelopeJson.write(envelope)), failure -> {
          // Signals are not repeated.
        });
  }
}
