package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Message;
import app.culver.client.Reaction;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.membership.Roster;
import app.culver.client.membership.Standing;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.ConversationRecord;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conversations as they are stored. */
public final class History {
  private static final String EPOCH = "epoch";

  private final Store store;
  private final Receipts receipts;
  private final Terms terms;
  private final Reactions reactions;
  /** Which messages a conversation has: the line of each, by sending device and message. Made when first needed. */
  private final Map<ConversationId, Map<Sent, Long>> index = new HashMap<>();

  /** What a message is known by. */
  record Sent(DeviceId device, MessageId id) {}

  public History(Store store) {
    this.store = store;
    this.receipts = new Receipts(store);
    this.terms = new Terms(store);
    this.reactions = new Reactions(store);
  }

  Store store() {
    return store;
  }

  /** What holds in the conversations. */
  public Terms terms() {
    return terms;
  }

  Reactions reactions() {
    return reactions;
  }

  public Receipts receipts() {
    return receipts;
  }

  /** The epoch of the logs whose entries are applied; 0 before the first. */
  public long epoch() {
    return store.get(EPOCH).map(json -> Json.integer(json, "logEpoch")).orElse(0L);
  }

  public boolean has(ConversationId conversation) {
    return store.get(Keys.conversation(conversation)).isPresent();
  }

  public List<ConversationId> conversations() {
    return store.keys("conversation/").stream()
        .map(key -> new ConversationId(key.substring("conversation/".length()))).toList();
  }

  /** The members of a conversation. @throws CulverException.NotPossible if it is not known */
  public List<AccountId> members(ConversationId conversation) {
    var group = standing(conversation);
    if (group.isPresent()) {
      return group.get().roster().accounts();
    }
    return Json.list(stored(conversation), "members", member -> Json.id(member, AccountId::new));
  }

  /** What is known of a group's members; empty if it is a direct conversation. */
  public Optional<Standing> standing(ConversationId conversation) {
    stored(conversation);
    return store.get(Keys.standing(conversation)).map(Standing::read);
  }

  /** Whether this account is no member any more. */
  public boolean hasEnded(ConversationId conversation) {
    return standing(conversation).flatMap(Standing::ended).isPresent();
  }

  /** What a group is called; empty while that is not known. */
  public Optional<Content.Titled> title(ConversationId conversation) {
    return terms.title(conversation);
  }

  /** How long messages live that are written now; empty for good. */
  public Optional<Duration> lifetime(ConversationId conversation) {
    return terms.lifetime(conversation);
  }

  /** What has been made of a line. */
  public List<Reaction> reactions(ConversationId conversation, long order) {
    return reactions.of(conversation, order);
  }

  public Instant createdAt(ConversationId conversation) {
    return Json.time(stored(conversation), "createdAt");
  }

  private ObjectNode stored(ConversationId conversation) {
    return store.get(Keys.conversation(conversation)).orElseThrow(() -> new CulverException.NotPossible(
        "this device knows no conversation " + conversation + ": begin it, or sync first"));
  }

  /** Adds a conversation: a direct one, whose members were verified, or a group, whose members still have to be. */
  public void add(ConversationRecord conversation) {
    var json = Json.object().put("createdAt", conversation.createdAt().toEpochMilli());
    var members = json.putArray("members");
    conversation.members().stream().sorted().forEach(member -> members.add(member.value()));
    var batch = new Batch().put(Keys.conversation(conversation.conversation()), json);
    if (conversation.isGroup()) {
      var listed = Standing.listed(Roster.of(conversation.change(), conversation.memberships()));
      batch.put(Keys.standing(conversation.conversation()), listed.write());
    }
    terms.appeared(conversation.conversation(), conversation.isGroup(), batch);
    store.write(batch);
  }

  public Progress progress(ConversationId conversation) {
    return store.get(Keys.progress(conversation)).map(Progress::read).orElse(Progress.NONE);
  }

  /** The line of a message, if it is there. */
  public Optional<Line> find(ConversationId conversation, DeviceId device, MessageId id) {
    return Optional.ofNullable(index(conversation).get(new Sent(device, id)))
        .flatMap(order -> line(conversation, order));
  }

  /** The line with this number. */
  public Optional<Line> line(ConversationId conversation, long order) {
    return store.get(Keys.line(conversation, order)).map(json -> Line.read(conversation, json));
  }

  /** The last lines before a bound, in order. */
  public List<Line> last(ConversationId conversation, long before, int limit) {
    return store.last(Keys.lines(conversation), Keys.line(conversation, before), limit).stream()
        .map(json -> Line.read(conversation, json)).toList();
  }

  /** The same without those that are not shown any more. */
  public List<Line> lastShown(ConversationId conversation, long before, int limit) {
    var shown = new ArrayDeque<Line>();
    var bound = before;
    while (shown.size() < limit) {
      var some = last(conversation, bound, limit);
      for (var i = some.size() - 1; i >= 0 && shown.size() < limit; i--) {
        if (!(some.get(i).content() instanceof Content.Vanished)) {
          shown.addFirst(some.get(i));
        }
      }
      if (some.size() < limit) {
        break;
      }
      bound = some.get(0).order();
    }
    return List.copyOf(shown);
  }

  /** The lines after one, in order. */
  public List<Line> after(ConversationId conversation, long order) {
    return store.following(Keys.lines(conversation), Keys.line(conversation, order)).stream()
        .map(json -> Line.read(conversation, json)).toList();
  }

  /** The newest number of the log, as it is numbered now, that a line or one before it has; 0 if none has. */
  public long seqUpTo(ConversationId conversation, long order) {
    for (var i = order; i > 0; i--) {
      var line = line(conversation, i);
      if (line.isPresent() && line.get().seq().isPresent() && line.get().epoch() == epoch()) {
        return line.get().seq().getAsLong();
      }
    }
    return 0;
  }

  /** Whether receipts could tell anything new as long as nothing else happens. @param self whose device this is */
  public boolean mayLearnFromReceipts(ConversationId conversation, AccountId self) {
    return new News(this).possible(conversation, self);
  }

  /** How a line looks to the account whose device this is. */
  public Message message(Line line, AccountId self) {
    return new Message(line.conversation(), line.order(), line.id(), line.seq(), line.sender(), line.device(),
        line.time(), line.content(), receipts.state(line, self, epoch()), Optional.empty());
  }

  /** Begins a change of one conversation. */
  public Update update(ConversationId conversation) {
    return new Update(this, conversation);
  }

  /**
   * The logs begin anew, with other numbers: cursors go back to the start. What receipts said is fixed in the lines.
   *
   * @param self whose own messages have states; empty if that is not known
   */
  public void beginEpoch(long epoch, Optional<AccountId> self) {
    var batch = new Batch().put(EPOCH, Json.object().put("logEpoch", epoch));
    for (var conversation : conversations()) {
      self.ifPresent(account -> receipts.fix(conversation, after(conversation, 0), account, epoch(), line -> batch
          .put(Keys.line(conversation, line.order()), line.write())));
      batch.put(Keys.progress(conversation), progress(conversation).anew().write());
      standing(conversation).ifPresent(group -> batch.put(Keys.standing(conversation), group.anew().write()));
    }
    // Before the first is known they are of the same logs, and may be newer than what a sync is about to bring.
    if (epoch() != 0) {
      receipts.forget(batch);
    }
    terms.anew(batch);
    store.write(batch);
  }

  Map<Sent, Long> index(ConversationId conversation) {
    return index.computeIfAbsent(conversation, absent -> {
      var built = new HashMap<Sent, Long>();
      for (var line : after(conversation, 0)) {
        if (line.id().isPresent() && line.device().isPresent()) {
          built.put(new Sent(line.device().get(), line.id().get()), line.order());
        }
      }
      return built;
    });
  }

  /** Forgets what is held in memory, after the store was erased. */
  public void erased() {
    index.clear();
  }
}
