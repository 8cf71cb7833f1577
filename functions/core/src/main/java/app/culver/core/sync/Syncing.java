package app.culver.core.sync;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Memberships;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Catching up with many conversations at once: all are read side by side, then the page is filled in their order. */
public final class Syncing {
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

  private record Read(Pending<Boolean> quiet, Pending<Optional<Standing>> standing, Pending<Optional<Window>> window,
      Pending<Reading> reading) {}

  /** @param standing empty for a conversation that is quiet, of which nothing more has to be known */
  private record Found(Cursor cursor, Optional<Standing> standing, Window window, Reading reading) {}

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
    Pending<Set<ConversationId>> listed = listed(caller, cursors);
    boolean again = request.again().orElse(false);
    Semaphore permits = new Semaphore(MOST_AT_ONCE);
    List<Read> reads = cursors.stream()
        .map(cursor -> cursor.needsReceipts()
            ? read(caller, cursor, limit, now, permits)
            : readUnlessQuiet(caller, cursor, listed, again, limit, now, permits))
        .toList();

    OwnDevice.in(own.get(), caller);
    List<Found> found = new ArrayList<>();
    List<Read> visible = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      String pointer = "/cursors/" + i + "/conversation";
      Read read = reads.get(i);
      Cursor cursor = cursors.get(i);
      Window window = read.quiet().get()
          ? Window.ALL
          : read.window().get().orElseThrow(() -> NotFound.at(pointer).exception());
      // Who joined later than the cursor sees nothing before: read anew from there, or a page could be empty for ever.
      Cursor from = new Cursor(cursor.conversation(), Math.max(cursor.after(), window.first() - 1));
      // What came between reading the log and reading how far it goes would be taken for expired.
      visible.add(from.after() == cursor.after() && read.reading().get().reaches(taken(read, window), cursor)
          ? read
          : new Read(read.quiet(), read.standing(), read.window(),
              Pending.start(permits, () -> Reading.of(log::read, from, limit, now))));
    }
    for (int i = 0; i < visible.size(); i++) {
      found.add(found(cursors.get(i), visible.get(i)));
    }
    return fill(caller, found);
  }

  /** Which of the conversations that may be quiet the caller is a member of. */
  private Pending<Set<ConversationId>> listed(Caller caller, List<Cursor> cursors) {
    Set<ConversationId> asked = cursors.stream().filter(cursor -> !cursor.needsReceipts()).map(Cursor::conversation)
        .collect(Collectors.toSet());
    return Pending.start(() -> asked.isEmpty() ? Set.of() : memberships.listed(caller.account(), asked));
  }

  private Read read(Caller caller, Cursor cursor, int limit, Instant now, Semaphore permits) {
    Pending<Optional<Standing>> standing = Pending.start(permits,
        () -> receipts.standing(cursor.conversation(), caller.account()));
    return new Read(Pending.start(() -> false), standing, window(caller, standing, now),
        Pending.start(permits, () -> Reading.of(log::read, cursor, limit, now)));
  }

  /**
   * Looks at the log first. If nothing is there the list of the caller's conversations, which is one read for many, says
   * the rest. A glance is only believed when it says so.
   */
  private Read readUnlessQuiet(Caller caller, Cursor cursor, Pending<Set<ConversationId>> listed, boolean again,
      int limit, Instant now, Semaphore permits) {
    Pending<Reading> reading = Pending.start(permits, () -> {
      Reading glance = Reading.of(again ? log::glance : log::read, cursor, limit, now);
      return glance.isQuiet(cursor) || !again ? glance : Reading.of(log::read, cursor, limit, now);
    });
    Pending<Boolean> quiet = Pending
        .start(() -> reading.get().isQuiet(cursor) && listed.get().contains(cursor.conversation()));
    Pending<Optional<Standing>> standing = Pending.start(() -> quiet.get()
        ? Optional.empty()
        : Pending.start(permits, () -> receipts.standing(cursor.conversation(), caller.account())).get());
    return new Read(quiet, standing, window(caller, standing, now), reading);
  }

  private Pending<Optional<Window>> window(Caller caller, Pending<Optional<Standing>> standing, Instant now) {
    return Pending.start(
        () -> standing.get().flatMap(there -> Window.of(memberships, there.conversation(), caller.account(), now)));
  }

  /** The last position for the caller that is known to be taken; 0 if none has to be known. */
  private static long taken(Read read, Window window) {
    return window.last()
        .orElseGet(() -> read.standing().get().map(there -> there.conversation().head().seq()).orElse(0L));
  }

  private static Found found(Cursor cursor, Read read) {
    Reading all = read.reading().get();
    if (read.quiet().get()) {
      return new Found(cursor, Optional.empty(), Window.ALL, all);
    }
    Standing standing = read.standing().get().orElseThrow();
    Window window = read.window().get().orElseThrow();
    // The log may have been read later than the members: whom a change between the two removed sees nothing behind it.
    Reading seen = window.last().map(all::upTo).orElse(all).under(standing.conversation().change());
    return new Found(cursor, Optional.of(standing), window, seen);
  }

  private List<Synced> fill(Caller caller, List<Found> found) {
    List<Pending<Long>> tails = found.stream().map(each -> Pending.start(() -> tail(each))).toList();
    List<SequencedMap<AccountId, Watermarks>> told = found.stream()
        .map(each -> each.standing().<SequencedMap<AccountId, Watermarks>>map(there -> there.toldTo(caller.account()))
            .orElseGet(LinkedHashMap::new))
        .toList();
    Page page = new Page(found.size(), found.stream().flatMap(each -> each.reading().entries().stream())
        .mapToInt(wireBytes).findFirst().orElse(0));
    List<Boolean> fit = told.stream().map(receipts -> page.takeReceipts(receipts.size())).toList();
    List<Synced> synced = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      ConversationId conversation = found.get(i).cursor().conversation();
      Reading reading = found.get(i).reading();
      long tail = tails.get(i).get();
      if (!fit.get(i)) {
        synced.add(new Synced(conversation, List.of(), true, tail, new LinkedHashMap<>()));
        continue;
      }
      List<Entry> taken = reading.entries().stream().takeWhile(entry -> page.takeEntry(wireBytes.applyAsInt(entry)))
          .toList();
      boolean more = taken.size() < reading.entries().size() || !reading.end() && reading.seen() < tail;
      synced.add(new Synced(conversation, taken, more, tail, told.get(i)));
    }
    return synced;
  }

  private long tail(Found found) {
    return found.window().last().orElseGet(() -> found.standing()
        .map(standing -> found.reading().tail(log, standing.conversation(), found.cursor()))
        .orElseGet(found.reading()::seen));
  }
}
