import type { Clock } from "../transport/clock.ts";

/** A clock that goes on when it is told to. */
export interface ManualClock extends Clock {
  /** Lets time pass, and everything happen that waits for it or for nothing but its turn. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Waits for what takes real time, such as WebCrypto, and lets time pass only where it waits for that: however slow
   * the machine is, the same happens.
   */
  until<T>(work: Promise<T>): Promise<T>;
}

export function manualClock(start = 1_000_000): ManualClock {
  let now = start;
  let timers: { at: number; task: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, task) {
      const timer = { at: now + milliseconds, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      await turns();
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) {
          break;
        }
        timers = timers.filter((each) => each !== due);
        now = Math.max(now, due.at);
        due.task();
        await turns();
      }
      now = end;
      await turns();
    },
    async until(work) {
      const state = { over: false };
      const over = (): void => {
        state.over = true;
      };
      work.then(over, over);
      while (!state.over) {
        const due = timers.sort((one, other) => one.at - other.at).shift();
        if (due !== undefined) {
          now = Math.max(now, due.at);
          due.task();
        }
        await turns();
      }
      return work;
    },
  };
}

/** Lets promises settle, WebCrypto's and IndexedDB's included. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
