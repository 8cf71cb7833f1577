package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.CulverException;
import app.culver.client.Message;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The conversations as they are stored. */
public final class History {
  private static final String EPOCH = "epoch";

  private final Store store;
  private final Receipts receipts;
  private final Titles titles;
  /** Which messages a conversation has: the line of each, by sending device and message. Made when first needed. */
  private final Map<ConversationId, Map<Sent, Long>> index = new HashMap<>();

  /** What a message is known by. */
  record Sent(DeviceId device, MessageId id) {}

  public History(Store store) {
    this.store = store;
    this.receipts = new Receipts(store);
    this.titles = new Titles(store);
  }

  public Receipts receipts() {
    return receipts;
  }

  /** The epoch of the logs whose entries are applied; 0 before the first. */
  public long epoch() {
    return store.get(EPOCH).map(json -> Json.integer(json, "logEpoch")).orElse(0L);
  }

  public boolean has(ConversationId conversation) {
    return store.get(key(conversation)).isPresent();
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
    return store.get(standingKey(conversation)).map(Standing::read);
  }

  /** Whether this account is no member any more. */
  public boolean hasEnded(ConversationId conversation) {
    return standing(conversation).flatMap(Standing::ended).isPresent();
  }

  /** What a group is called; empty while that is not known. */
  public Optional<Content.Titled> title(ConversationId conversation) {
    return titles.of(conversation);
  }

  public Instant createdAt(ConversationId conversation) {
    return Json.time(stored(conversation), "createdAt");
  }

  private ObjectNode stored(ConversationId conversation) {
    return store.get(key(conversation)).orElseThrow(() -> new CulverException.NotPossible(
        "this device knows no conversation " + conversation + ": begin it, or sync first"));
  }

  /** Adds a conversation: a direct one, whose members were verified, or a group, whose members still have to be. */
  public void add(ConversationRecord conversation) {
    var json = Json.object().put("createdAt", conversation.createdAt().toEpochMilli());
    var members = json.putArray("members");
    conversation.members().stream().sorted().forEach(member -> members.add(member.value()));
    var batch = new Batch().put(key(conversation.conversation()), json);
    if (conversation.isGroup()) {
      var listed = Standing.listed(Roster.of(conversation.change(), conversation.memberships()));
      batch.put(standingKey(conversation.conversation()), listed.write());
    }
    store.write(batch);
  }

  public Progress progress(ConversationId conversation) {
    return store.get(progressKey(conversation)).map(Progress::read).orElse(Progress.NONE);
  }

  /** The line of a message, if it is there. */
  public Optional<Line> find(ConversationId conversation, DeviceId device, MessageId id) {
    return Optional.ofNullable(index(conversation).get(new Sent(device, id)))
        .flatMap(order -> line(conversation, order));
  }

  /** The line with this number. */
  public Optional<Line> line(ConversationId conversation, long order) {
    return store.get(lineKey(conversation, order)).map(json -> Line.read(conversation, json));
  }

  /** The last lines before a bound, in order. */
  public List<Line> last(ConversationId conversation, long before, int limit) {
    return store.last(linePrefix(conversation), lineKey(conversation, before), limit).stream()
        .map(json -> Line.read(conversation, json)).toList();
  }

  /** The lines after one, in order. */
  public List<Line> after(ConversationId conversation, long order) {
    return store.following(linePrefix(conversation), lineKey(conversation, order)).stream()
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
    return new Update(conversation);
  }

  /** A change of one conversation, which is stored with a batch, all at once. */
  public final class Update {
    private final ConversationId conversation;
    private final Map<Sent, Long> added = new HashMap<>();
    private final Batch batch = new Batch();
    private Progress progress;
    private Optional<Standing> standing;
    private Optional<Content.Titled> title;

    private Update(ConversationId conversation) {
      this.conversation = conversation;
      this.progress = progress(conversation);
      this.standing = History.this.standing(conversation);
      this.title = titles.of(conversation);
    }

    /** What is known of a group's members by now. */
    public Optional<Standing> standing() {
      return standing;
    }

    public void standing(Standing changed) {
      standing = Optional.of(changed);
      batch.put(standingKey(conversation), changed.write());
    }

    /** A group is called so now. @return whether it was called otherwise before */
    public boolean titled(Content.Titled now) {
      var changes = !title.equals(Optional.of(now));
      title = Optional.of(now);
      titles.put(conversation, now, batch);
      return changes;
    }

    /** Where further changes go that belong to this one. */
    public Batch batch() {
      return batch;
    }

    /** Whether the message is there, in this change already or before. */
    public boolean has(DeviceId device, MessageId id) {
      var sent = new Sent(device, id);
      return added.containsKey(sent) || index(conversation).containsKey(sent);
    }

    /** Appends a line. */
    public Line append(Line line) {
      var numbered = line.withOrder(progress.order() + 1);
      progress = progress.withLine(numbered.order());
      batch.put(lineKey(conversation, numbered.order()), numbered.write());
      if (numbered.id().isPresent() && numbered.device().isPresent()) {
        added.put(new Sent(numbered.device().get(), numbered.id().get()), numbered.order());
      }
      return numbered;
    }

    public long cursor() {
      return progress.cursor();
    }

    /** Everything up to this number of the log is applied. */
    public void applied(long seq) {
      progress = progress.withCursor(seq);
    }

    /** A message of someone else is applied. */
    public void delivered(long seq) {
      progress = progress.withDelivered(seq);
    }

    public void read(long seq, long order) {
      progress = progress.withRead(seq, order);
    }

    /** A known message has another number since the log began anew. */
    public void moved(DeviceId device, MessageId id, long seq) {
      find(conversation, device, id).filter(line -> line.epoch() != epoch())
          .map(line -> line.withPosition(epoch(), seq, line.reached()))
          .ifPresent(line -> batch.put(lineKey(conversation, line.order()), line.write()));
    }

    /** Stores the change. */
    public void commit() {
      batch.put(progressKey(conversation), progress.write());
      store.write(batch);
      index(conversation).putAll(added);
    }

    /** Lets another batch store the change; only for lines that are no messages. */
    public void commitWith(Batch other) {
      other.putAll(batch.put(progressKey(conversation), progress.write()));
    }
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
          .put(lineKey(conversation, line.order()), line.write())));
      batch.put(progressKey(conversation), progress(conversation).anew().write());
      standing(conversation).ifPresent(group -> batch.put(standingKey(conversation), group.anew().write()));
    }
    receipts.forget(batch);
    store.write(batch);
  }

  private Map<Sent, Long> index(ConversationId conversation) {
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

  private static String key(ConversationId conversation) {
    return "conversation/" + conversation.value();
  }

  private static String progressKey(ConversationId conversation) {
    return "progress/" + conversation.value();
  }

  private static String standingKey(ConversationId conversation) {
    return "members/" + conversation.value();
  }

  private static String linePrefix(ConversationId conversation) {
    return "line/" + conversation.value() + "/";
  }

  private static String lineKey(ConversationId conversation, long order) {
    return linePrefix(conversation) + String.format(Locale.ROOT, "%019d", order);
  }
}
