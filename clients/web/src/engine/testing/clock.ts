import type { Environment } from "../ports.ts";

/** Time that goes on only when nothing else is left to do, and chance that a seed decides. */
export interface TestClock extends Environment {
  /** Lets time pass until a condition holds. Fails when that takes longer than so many milliseconds. */
  until(condition: () => boolean, most?: number): Promise<void>;
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
}

interface Task {
  readonly at: number;
  readonly number: number;
  readonly work: () => void;
}

/** A generator of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function testClock(seed: number, start = 1_700_000_000_000): TestClock {
  let now = start;
  let count = 0;
  const tasks = new Set<Task>();

  /** Lets everything end that waits for no time. */
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(undefined);
      };
      port2.postMessage(undefined);
    });
  };

  const step = async (limit: number): Promise<boolean> => {
    await settle();
    const [next] = [...tasks].sort((one, other) => one.at - other.at || one.number - other.number);
    if (next === undefined || next.at > limit) {
      return false;
    }
    tasks.delete(next);
    now = Math.max(now, next.at);
    next.work();
    return true;
  };

  return {
    now: () => now,
    random: seeded(seed),
    after(milliseconds, work) {
      const task: Task = { at: Math.floor(now + milliseconds), number: count++, work };
      tasks.add(task);
      return () => tasks.delete(task);
    },
    async until(condition, most = 3_600_000) {
      const limit = now + most;
      await settle();
      while (!condition()) {
        if (!(await step(limit))) {
          await settle();
          if (condition()) {
            return;
          }
          throw new Error("what was waited for did not happen");
        }
      }
    },
    async pass(milliseconds) {
      const limit = now + milliseconds;
      while (await step(limit));
      now = limit;
      await settle();
    },
  };
}
