package app.culver.core.sync;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Memberships;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Standing;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.sync.SyncRequest.Cursor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;

/** Catching up with many conversations at once: all are read side by side, then the page is filled in their order. */
public final class Syncing {
  /** What a page may weigh on the wire: three of the 32 KiB units that the gateway meters. */
  static final int PAGE_BYTES = 96 * 1024;

  /** Room on the wire for what surrounds the conversations, for what a conversation has beside entries, for a receipt. */
  private static final int ANSWER_BYTES = 256;

  private static final int CONVERSATION_BYTES = 128;
  private static final int RECEIPT_BYTES = 96;

  /** How many entries are read at first: usual ones fill a page with some eighty. */
  private static final int ENTRIES_OF_A_PAGE = 96;

  private static final int LEAST_ENTRIES = 8;

  private static final int MOST_AT_ONCE = 32;

  private final Devices devices;
  private final Receipts receipts;
  private final Memberships memberships;
  private final Log log;
  private final InstantSource clock;
  private final ToIntFunction<Entry> wireBytes;

  /** @param wireBytes how long an entry is on the wire */
  public Syncing(Devices devices, Receipts receipts, Memberships memberships, Log log, InstantSource clock,
      ToIntFunction<Entry> wireBytes) {
    this.devices = devices;
    this.receipts = receipts;
    this.memberships = memberships;
    this.log = log;
    this.clock = clock;
    this.wireBytes = wireBytes;
  }

  private record Read(Pending<Optional<Standing>> standing, Pending<Optional<Window>> window,
      Pending<Reading> reading) {}

  private record Found(Standing standing, Window window, Reading reading) {}

  /**
   * One page for each cursor, in their order.
   *
   * @throws app.culver.core.refusal.RefusedException if the caller is and was no member of one of the conversations
   */
  public List<Synced> sync(Caller caller, SyncRequest request) {
    Instant now = clock.instant();
    List<Cursor> cursors = request.cursors();
    int limit = Math.max(LEAST_ENTRIES, ENTRIES_OF_A_PAGE / cursors.size());
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Semaphore permits = new Semaphore(MOST_AT_ONCE);
    List<Read> reads = cursors.stream().map(cursor -> read(caller, cursor, limit, now, permits)).toList();

    OwnDevice.in(own.get(), caller);
    List<Read> visible = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      String pointer = "/cursors/" + i + "/conversation";
      Read read = reads.get(i);
      Cursor cursor = cursors.get(i);
      long first = read.window().get().orElseThrow(() -> NotFound.at(pointer).exception()).first();
      // Who joined later than the cursor sees nothing before: read anew from there, or a page could be empty for ever.
      visible.add(cursor.after() >= first - 1
          ? read
          : new Read(read.standing(), read.window(), Pending.start(permits,
              () -> Reading.of(log, new Cursor(cursor.conversation(), first - 1), limit, now))));
    }
    return fill(caller, visible.stream().map(Syncing::found).toList());
  }

  private Read read(Caller caller, Cursor cursor, int limit, Instant now, Semaphore permits) {
    Pending<Optional<Standing>> standing = Pending.start(permits,
        () -> receipts.standing(cursor.conversation(), caller.account()));
    Pending<Optional<Window>> window = Pending
        .start(
            () -> standing.get().flatMap(there -> Window.of(memberships, there.conversation(), caller.account(), now)));
    return new Read(standing, window, Pending.start(permits, () -> Reading.of(log, cursor, limit, now)));
  }

  private static Found found(Read read) {
    Window window = read.window().get().orElseThrow();
    Reading all = read.reading().get();
    return new Found(read.standing().get().orElseThrow(), window, window.last().map(all::upTo).orElse(all));
  }

  private List<Synced> fill(Caller caller, List<Found> found) {
    List<Pending<Long>> tails = found.stream().map(each -> Pending.start(() -> tail(each))).toList();
    List<SequencedMap<AccountId, Watermarks>> told = found.stream()
        .map(each -> each.standing().toldTo(caller.account())).toList();
    Page page = new Page(ANSWER_BYTES + told.stream().mapToInt(Syncing::withoutEntries).sum());
    List<Synced> synced = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Reading reading = found.get(i).reading();
      List<Entry> taken = reading.entries().stream().takeWhile(page::take).toList();
      long tail = tails.get(i).get();
      boolean more = taken.size() < reading.entries().size() || !reading.end() && reading.seen() < tail;
      synced.add(new Synced(found.get(i).standing().conversation().id(), taken, more, tail, told.get(i)));
    }
    return synced;
  }

  private long tail(Found found) {
    return found.window().last().orElseGet(() -> found.reading().tail(log, found.standing().conversation()));
  }

  private static int withoutEntries(Map<AccountId, Watermarks> receipts) {
    return CONVERSATION_BYTES + RECEIPT_BYTES * receipts.size();
  }

  /** How full the page is. The first entry always fits: the longest one leaves room below the gateway's 128 KiB. */
  private final class Page {
    private int used;
    private boolean any;
    private boolean full;

    Page(int used) {
      this.used = used;
    }

    boolean take(Entry entry) {
      int bytes = wireBytes.applyAsInt(entry) + 1;
      full = full || any && used + bytes > PAGE_BYTES;
      if (!full) {
        used += bytes;
        any = true;
      }
      return !full;
    }
  }
}
