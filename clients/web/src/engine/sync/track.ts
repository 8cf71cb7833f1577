import type { Arrival } from "./entries.ts";

/** As many arrivals as are held for one log: the rest is fetched again. */
const MOST = 2_000;

/** What has arrived of one log and is not applied yet. */
export interface Track {
  /** Takes what arrived, unless it is applied already. Answers whether there was room. */
  offer(arrival: Arrival, cursor: number): boolean;
  /** Whatever is missing up to here has expired: a page said so by leaving it out. */
  completeUpTo(seq: number): void;
  /** What can be applied now, in order: all that follows the cursor without a gap. */
  next(cursor: number): Arrival[];
  isEmpty(): boolean;
  /** Counts fetches that did not close the gap, and answers how many there were in a row. */
  fruitless(): number;
  fruitful(): void;
  /** Gives up on what lies beyond a gap that the server does not fill; the next sync brings it. */
  drop(): void;
  /** Whether everything that the log had has arrived. */
  complete: boolean;
  applying: boolean;
}

export function track(): Track {
  const ahead = new Map<number, Arrival>();
  let known = 0;
  let fruitless = 0;
  return {
    complete: false,
    applying: false,
    offer(arrival, cursor) {
      if (arrival.seq > cursor && !ahead.has(arrival.seq)) {
        ahead.set(arrival.seq, arrival);
      }
      if (ahead.size <= MOST) {
        return true;
      }
      ahead.delete(Math.max(...ahead.keys()));
      return false;
    },
    completeUpTo(seq) {
      known = Math.max(known, seq);
    },
    next(cursor) {
      const run: Arrival[] = [];
      let last = cursor;
      for (const seq of [...ahead.keys()].sort((one, other) => one - other)) {
        const arrival = ahead.get(seq);
        if (seq <= cursor || arrival === undefined) {
          ahead.delete(seq);
          continue;
        }
        if (seq !== last + 1 && seq > known) {
          break;
        }
        run.push(arrival);
        last = seq;
      }
      return run;
    },
    isEmpty: () => ahead.size === 0,
    fruitless: () => ++fruitless,
    fruitful() {
      fruitless = 0;
    },
    drop() {
      ahead.clear();
      fruitless = 0;
    },
  };
}
