package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.membership.Standing;
import app.culver.client.store.Batch;
import app.culver.client.wire.KnownContent.Lives;
import app.culver.client.wire.KnownContent.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of one conversation, which is stored with a batch, all at once. */
public final class Update {
  private final History history;
  private final ConversationId conversation;
  private final Map<History.Sent, Long> added = new HashMap<>();
  private final Map<Long, Line> changed = new LinkedHashMap<>();
  private final Map<Long, Line> pending = new HashMap<>();
  private final Batch batch = new Batch();
  private Progress progress;
  private Optional<Standing> standing;
  private Optional<Content.Titled> title;

  Update(History history, ConversationId conversation) {
    this.history = history;
    this.conversation = conversation;
    this.progress = history.progress(conversation);
    this.standing = history.standing(conversation);
    this.title = history.title(conversation);
  }

  /** What is known of a group's members by now. */
  public Optional<Standing> standing() {
    return standing;
  }

  public void standing(Standing changed) {
    standing = Optional.of(changed);
    batch.put(Keys.standing(conversation), changed.write());
  }

  /** An entry names the group. @return whether it is called otherwise by that */
  boolean titled(Content.Titled now, long seq) {
    if (!history.terms().put(conversation, new Named(now, seq), batch)) {
      return false;
    }
    var changes = !title.equals(Optional.of(now));
    title = Optional.of(now);
    return changes;
  }

  /** Does what a line says to others. @return whether it is something to show itself */
  boolean admits(Line line) {
    return new Amending(this, history.reactions()).admits(line);
  }

  /**
   * Does what a line says to others. One that is nothing to show keeps its id all the same: the log may begin anew and bring
   * it again, when it is not to be done once more.
   */
  public Line admitted(Line line) {
    return admits(line) ? line : line.withContent(new Content.Vanished());
  }

  /** A message is not to be shown any more, nor what was done to it. */
  void vanish(Line line) {
    new Amending(this, history.reactions()).vanish(line);
  }

  ConversationId conversation() {
    return conversation;
  }

  /** An entry says how long messages live, unless a later one is known. */
  void lifetime(Optional<Duration> lifetime, long seq) {
    history.terms().put(conversation, new Lives(lifetime, seq), batch);
  }

  /** The line of a message, in this change already or before. */
  Optional<Line> message(DeviceId device, MessageId id) {
    var order = added.getOrDefault(new History.Sent(device, id),
        history.index(conversation).get(new History.Sent(device, id)));
    return Optional.ofNullable(order).flatMap(this::line);
  }

  private Optional<Line> line(long order) {
    return pending.containsKey(order)
        ? Optional.of(pending.get(order))
        : history.line(conversation, order);
  }

  /** A line that was appended in this change, as it is by now. */
  public Line current(Line line) {
    return pending.getOrDefault(line.order(), line);
  }

  /** The lines behind this one, in no certain order. */
  List<Line> behind(long order) {
    var lines = new ArrayList<Line>();
    history.after(conversation, order).stream().filter(line -> !pending.containsKey(line.order())).forEach(lines::add);
    pending.values().stream().filter(line -> line.order() > order).forEach(lines::add);
    return lines;
  }

  /** Puts another line in a line's place; or the same, if what changed is beside it. */
  void replace(Line line) {
    pending.put(line.order(), line);
    changed.put(line.order(), line);
    batch.put(Keys.line(conversation, line.order()), line.write());
  }

  /** The lines that were there before and are other ones now, or what belongs to them is. */
  public List<Line> changed() {
    return List.copyOf(changed.values());
  }

  /** Where further changes go that belong to this one. */
  public Batch batch() {
    return batch;
  }

  /** Whether the message is there, in this change already or before. */
  public boolean has(DeviceId device, MessageId id) {
    var sent = new History.Sent(device, id);
    return added.containsKey(sent) || history.index(conversation).containsKey(sent);
  }

  /** Appends a line. */
  public Line append(Line line) {
    var numbered = line.withOrder(progress.order() + 1);
    progress = progress.withLine(numbered.order());
    if (isReadElsewhere(numbered)) {
      progress = progress.withRead(progress.read(), numbered.order());
    }
    batch.put(Keys.line(conversation, numbered.order()), numbered.write());
    pending.put(numbered.order(), numbered);
    Lifetimes.begin(numbered, batch);
    if (numbered.id().isPresent() && numbered.device().isPresent()) {
      added.put(new History.Sent(numbered.device().get(), numbered.id().get()), numbered.order());
    }
    return numbered;
  }

  /** A receipt of another device of this account may come before what it is of. */
  private boolean isReadElsewhere(Line line) {
    return line.seq().isPresent() && line.epoch() == history.epoch() && line.seq().getAsLong() <= progress.read();
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
    message(device, id).filter(line -> line.epoch() != history.epoch())
        .map(line -> line.withPosition(history.epoch(), seq, line.reached())).ifPresent(line -> {
          pending.put(line.order(), line);
          batch.put(Keys.line(conversation, line.order()), line.write());
        });
  }

  /** Stores the change. */
  public void commit() {
    batch.put(Keys.progress(conversation), progress.write());
    history.store().write(batch);
    history.index(conversation).putAll(added);
  }

  /** Lets another batch store the change; only for lines that are no messages. */
  public void commitWith(Batch other) {
    other.putAll(batch.put(Keys.progress(conversation), progress.write()));
  }
}
