import type { Identifier } from "../../wire/identifiers.ts";
import type { State } from "../state.ts";
import type { Applier } from "./applier.ts";
import { logged, type Arrival } from "./entries.ts";
import type { Page } from "./pages.ts";
import { track, type Track } from "./track.ts";

/** After so many answers in a row that did not fill a gap it is left to the next sync. */
const MOST_FRUITLESS = 5;

/** What has to be done about the arrivals. */
export interface Needs {
  /** Something of this log has to be fetched. */
  fetch(conversation: Identifier): void;
  /** What was fetched did not help: fetching is to wait a while. */
  pause(): void;
  /** Something was applied. */
  applied(): void;
  /** Something could not be applied, for lack of keys. */
  failed(failure: unknown): void;
  /** The cursor of a conversation may have moved. `complete`: all that its log had is applied. */
  advanced(conversation: Identifier, complete: boolean): void;
}

/** Puts what arrives, live or in pages, into the order of each log, and has it applied. */
export interface Arrivals {
  isApplying(conversation?: Identifier): boolean;
  /** The log may have more than was seen. */
  expectMore(conversation: Identifier): void;
  forget(conversation: Identifier): void;
  forgetAll(): void;
  /** Takes what arrived live. */
  offer(conversation: Identifier, arrival: Arrival): void;
  /** Takes a page. `last`: nothing has asked for more since the page was asked for. */
  take(page: Page, last: boolean): void;
  /** Applies what is in order, and wants what is missing. */
  pump(conversation: Identifier): void;
}

export function arrivals(state: State, applier: Applier, needs: Needs): Arrivals {
  const tracks = new Map<Identifier, Track>();

  const trackOf = (conversation: Identifier): Track => {
    const known = tracks.get(conversation) ?? track();
    tracks.set(conversation, known);
    return known;
  };
  const cursor = (conversation: Identifier): number => state.conversation(conversation)?.cursor ?? 0;

  /** An answer brought nothing that could be applied. */
  const idle = (conversation: Identifier, on: Track): void => {
    if (on.isEmpty()) {
      needs.advanced(conversation, on.complete);
    } else if (on.fruitless() >= MOST_FRUITLESS) {
      on.drop();
    } else {
      needs.pause();
    }
  };

  const apply = async (conversation: Identifier, on: Track, run: readonly Arrival[]): Promise<void> => {
    try {
      await applier.prepare(conversation, run);
      if (tracks.get(conversation) === on) {
        await applier.apply(conversation, run, () => tracks.get(conversation) === on);
        on.fruitful();
      }
    } catch (failure) {
      on.applying = false;
      needs.fetch(conversation);
      needs.failed(failure);
      return;
    }
    on.applying = false;
    if (tracks.get(conversation) === on) {
      needs.advanced(conversation, on.complete && on.next(cursor(conversation)).length === 0);
      pump(conversation);
    }
    needs.applied();
  };

  const pump = (conversation: Identifier): void => {
    const on = trackOf(conversation);
    if (on.applying) {
      return;
    }
    const run = on.next(cursor(conversation));
    if (run.length > 0) {
      on.applying = true;
      void apply(conversation, on, run);
    } else if (!on.isEmpty()) {
      needs.fetch(conversation);
    }
  };

  return {
    pump,
    isApplying: (conversation) =>
      conversation === undefined ? [...tracks.values()].some((each) => each.applying) : trackOf(conversation).applying,
    expectMore(conversation) {
      trackOf(conversation).complete = false;
    },
    forget(conversation) {
      tracks.delete(conversation);
    },
    forgetAll() {
      tracks.clear();
    },
    offer(conversation, arrival) {
      if (!trackOf(conversation).offer(arrival, cursor(conversation))) {
        needs.fetch(conversation);
      }
      pump(conversation);
    },
    take(page, last) {
      const { conversation, entries } = page;
      const on = trackOf(conversation);
      const at = cursor(conversation);
      const fits = entries.every((entry) => on.offer(logged(entry), at));
      on.complete = fits && !page.more && last;
      if (!fits || page.more) {
        needs.fetch(conversation);
      }
      const newest = entries.at(-1);
      if (fits && newest !== undefined) {
        on.completeUpTo(newest.seq);
      } else if (on.complete && page.tail > at) {
        // Nothing is left of the log above the cursor.
        on.offer({ is: "emptied", seq: page.tail }, at);
        on.completeUpTo(page.tail);
      }
      if (!on.applying && on.next(at).length === 0) {
        idle(conversation, on);
      }
      pump(conversation);
    },
  };
}
